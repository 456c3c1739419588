package org.helia.api.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.helia.multiformats.Cid;
import org.helia.multiformats.MultiformatsException;

/**
 * Where content is found: a namespace, a root in it, and the segments that lead on from there.
 * Immutable; the text form is canonical: no empty, {@code .} or {@code ..} segments.
 *
 * @param namespace what kind of root it is
 * @param root a CID's text, or for {@link Namespace#IPNS} a key's or a domain's name
 * @param segments names to follow, outermost first
 * @param trailingSlash whether the text ends with a slash, which asks for a directory
 * @see <a href="https://specs.ipfs.tech/http-gateways/path-gateway/">Path gateway specification</a>
 */
public record ContentPath(
    Namespace namespace, String root, List<String> segments, boolean trailingSlash) {

  /** The kinds of roots. */
  public enum Namespace {
    /** Immutable: a CID whose links are named as UnixFS names them. */
    IPFS,
    /** Immutable: a CID whose links are named as its codec names them. */
    IPLD,
    /** Mutable: a key's or a domain's name. */
    IPNS;

    /** The first segment of such paths. */
    public String prefix() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether what a path leads to may change. */
    public boolean mutable() {
      return this == IPNS;
    }
  }

  /**
   * @throws PathException when the root is not of the namespace, or a segment is empty, {@code .},
   *     {@code ..} or holds a slash
   */
  public ContentPath {
    segments = List.copyOf(segments);
    for (String segment : segments) {
      if (segment.isEmpty()
          || segment.equals(".")
          || segment.equals("..")
          || segment.indexOf('/') >= 0) {
        throw new PathException("'" + segment + "' cannot be a segment of a content path");
      }
    }
    if (root.isEmpty() || root.indexOf('/') >= 0) {
      throw new PathException(
          "'" + root + "' cannot be the root of a /" + namespace.prefix() + "/ path");
    }
    if (!namespace.mutable()) {
      requireCid(root);
    }
  }

  /** The immutable path that consists of a CID alone. */
  public static ContentPath of(Cid root) {
    return new ContentPath(Namespace.IPFS, root.toString(), List.of(), false);
  }

  /**
   * Reads a path that names its namespace, as {@code /ipfs/CID/a/b}.
   *
   * @throws PathException when the text is not such a path
   */
  public static ContentPath parse(String text) {
    if (!text.startsWith("/")) {
      throw new PathException("'" + text + "' is not a content path: it must start with /ipfs/");
    }
    List<String> parts = segmentsOf(text);
    if (parts.size() < 2) {
      throw new PathException("'" + text + "' is not a content path: it names no root");
    }
    return new ContentPath(
        namespaceOf(text, parts.get(0)),
        parts.get(1),
        parts.subList(2, parts.size()),
        text.endsWith("/"));
  }

  /**
   * Reads what people type where a path is asked for: a path that names its namespace, a CID with
   * or without segments, or a URI as {@code ipfs://CID/a}.
   *
   * @throws PathException when the text is none of these
   */
  public static ContentPath fromArgument(String text) {
    for (Namespace namespace : Namespace.values()) {
      String scheme = namespace.prefix() + ":";
      if (text.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return parse("/" + namespace.prefix() + "/" + text.substring(scheme.length()));
      }
    }
    return parse(text.startsWith("/") ? text : "/" + Namespace.IPFS.prefix() + "/" + text);
  }

  /**
   * The segments of a relative or absolute path, cleaned: empty ones and {@code .} are dropped,
   * {@code ..} takes one back, never above the beginning.
   */
  public static List<String> segmentsOf(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/")) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return new ArrayList<>(segments);
  }

  private static Namespace namespaceOf(String text, String name) {
    for (Namespace namespace : Namespace.values()) {
      if (namespace.prefix().equals(name)) {
        return namespace;
      }
    }
    throw new PathException(
        "'" + text + "' is not a content path: '" + name + "' is not one of ipfs, ipld, ipns");
  }

  private static Cid requireCid(String root) {
    try {
      return Cid.parse(root);
    } catch (MultiformatsException e) {
      throw new PathException("'%s' is not a CID: %s".formatted(root, e.getMessage()), e);
    }
  }

  /**
   * The CID that an immutable path starts from.
   *
   * @throws PathException when the path is mutable: its name has to be resolved first
   */
  public Cid rootCid() {
    if (namespace.mutable()) {
      throw new PathException(
          this + " starts from a name, which has to be resolved to a CID first");
    }
    return requireCid(root);
  }

  /** This path and one more segment. */
  public ContentPath resolve(String segment) {
    List<String> longer = new ArrayList<>(segments);
    longer.add(segment);
    return new ContentPath(namespace, root, longer, false);
  }

  /** The last segment, or the root when there is none. */
  public String fileName() {
    return segments.isEmpty() ? root : segments.get(segments.size() - 1);
  }

  /** The canonical text, as {@code /ipfs/CID/a/b}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append('/').append(namespace.prefix());
    text.append('/').append(root);
    segments.forEach(segment -> text.append('/').append(segment));
    return trailingSlash ? text.append('/').toString() : text.toString();
  }
}
