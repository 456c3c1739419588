package org.helia.api.net;

import java.util.List;
import java.util.stream.Collectors;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;

/** A peer could not be reached at any address. Carries what each of them failed of. */
public final class DialException extends NetException {
  private static final long serialVersionUID = 1L;

  private final transient PeerId peer;
  private final transient List<Attempt> attempts;

  /**
   * @param attempts what was tried; empty when no address is known
   */
  public DialException(PeerId peer, List<Attempt> attempts) {
    super("cannot connect to peer " + peer + ": " + describe(attempts));
    this.peer = peer;
    this.attempts = List.copyOf(attempts);
    this.attempts.forEach(attempt -> addSuppressed(attempt.cause()));
  }

  /** Who could not be reached. */
  public PeerId peer() {
    return peer;
  }

  /** What was tried, in order. */
  public List<Attempt> attempts() {
    return attempts;
  }

  private static String describe(List<Attempt> attempts) {
    return attempts.isEmpty()
        ? "no address of it is known; name one that ends with its id"
        : attempts.stream()
            .map(attempt -> attempt.address() + ": " + attempt.cause().getMessage())
            .collect(Collectors.joining("; "));
  }

  /**
   * One address that was tried.
   *
   * @param cause why it failed; its message says it in words
   */
  public record Attempt(Multiaddr address, Throwable cause) {}
}
