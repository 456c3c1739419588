package org.helia.shell.internal.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.block.FetchOptions;
import org.helia.api.dag.DagChange;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.Node;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.grammar.OptionGroup;
import org.helia.shell.internal.output.Json;
import org.jspecify.annotations.Nullable;

/** {@code helia:dag-diff}. */
@Command(
    scope = "helia",
    name = "dag-diff",
    description = "Show where two DAGs differ",
    detailedDescription =
        "A line begins with + for what only the second has, - for what only the first has, ~ for what is different. Links are shown"
            + " as CIDs, other values as DAG-JSON.")
public final class DagDiff extends DataCommand {
  @OptionGroup private final FetchChoice fetch = new FetchChoice();

  @Option(name = "-v", aliases = "--verbose", description = "Print whole sentences")
  private boolean verbose;

  @Argument(index = 0, name = "obj_a", description = "CID or content path", required = true)
  @Completion(ContentPathCompleter.class)
  private String before = "";

  @Argument(index = 1, name = "obj_b", description = "CID or content path", required = true)
  @Completion(ContentPathCompleter.class)
  private String after = "";

  private final Helia helia;

  /** Reads from a node. */
  public DagDiff(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    FetchOptions options = fetch.options(timeLimit());
    List<DagChange> changes = helia.dags().diff(cid(before, options), cid(after, options), options);
    if (json()) {
      io.println(asJson(changes));
    } else {
      changes.forEach(change -> io.println(verbose ? sentence(change) : line(change)));
    }
  }

  private Cid cid(String argument, FetchOptions options) {
    ContentPath path = ContentPath.fromArgument(argument);
    return path.segments().isEmpty() ? path.rootCid() : helia.dags().resolve(path, options).cid();
  }

  private String line(DagChange change) {
    String path = path(change);
    return switch (change.kind()) {
      case ADDED -> "+ %s \"%s\"".formatted(text(change.after()), path);
      case REMOVED -> "- %s \"%s\"".formatted(text(change.before()), path);
      case CHANGED -> "~ %s %s \"%s\"".formatted(text(change.before()), text(change.after()), path);
    };
  }

  private String sentence(DagChange change) {
    String path = path(change);
    return switch (change.kind()) {
      case ADDED -> "Added \"%s\" pointing to %s.".formatted(path, text(change.after()));
      case REMOVED -> "Removed \"%s\" (was %s).".formatted(path, text(change.before()));
      case CHANGED ->
          "Changed \"%s\" from %s to %s."
              .formatted(path, text(change.before()), text(change.after()));
    };
  }

  private static String path(DagChange change) {
    return String.join("/", change.path());
  }

  private String text(@Nullable Node value) {
    return value instanceof LinkNode link ? link.cid().toString() : dagJson(value);
  }

  private String dagJson(@Nullable Node value) {
    return value == null
        ? "null"
        : new String(
            helia.codecs().nodeCodec(Multicodec.DAG_JSON).encode(value), StandardCharsets.UTF_8);
  }

  private String asJson(List<DagChange> changes) throws IOException {
    return Json.object(
        json -> {
          json.writeArrayFieldStart("Changes");
          for (DagChange change : changes) {
            write(json, change);
          }
          json.writeEndArray();
        });
  }

  private void write(JsonGenerator json, DagChange change) throws IOException {
    json.writeStartObject();
    // Kubo's numbers: 0 is added, 1 removed, 2 changed.
    json.writeNumberField("Type", change.kind().ordinal());
    json.writeStringField("Path", path(change));
    json.writeFieldName("Before");
    json.writeRawValue(dagJson(change.before()));
    json.writeFieldName("After");
    json.writeRawValue(dagJson(change.after()));
    json.writeEndObject();
  }
}
