package org.helia.pins.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.CodecException;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.Hashers;
import org.helia.api.pin.BrokenPin;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinVerification;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.platform.BlockSet;

/** One run of {@link org.helia.api.pin.Pins#verify}. */
final class PinVerifier {
  private final Blocks blocks;
  private final Codecs codecs;
  private final Hashers hashers;
  private final Consumer<BrokenPin> sink;
  private final Progress progress;

  /** Parts that were found right below an earlier pin. */
  private final BlockSet right = new BlockSet();

  private long read;
  private long pins;
  private long broken;

  PinVerifier(
      Blocks blocks, Codecs codecs, Hashers hashers, Consumer<BrokenPin> sink, Progress progress) {
    this.blocks = blocks;
    this.codecs = codecs;
    this.hashers = hashers;
    this.sink = sink;
    this.progress = progress;
  }

  PinVerification run(Stream<Pin> all) {
    all.forEach(this::verify);
    return new PinVerification(pins, broken, read);
  }

  private record Node(Cid cid, int depth) {}

  private void verify(Pin pin) {
    pins++;
    Map<Integer, BlockSet> seen = new HashMap<>();
    Deque<Node> pending = new ArrayDeque<>();
    Deque<Cid> fine = new ArrayDeque<>();
    pending.push(new Node(pin.cid(), pin.depth()));
    boolean isRight = true;
    while (!pending.isEmpty()) {
      CancelledException.checkpoint("verifying pin " + pin.cid());
      Node next = pending.pop();
      boolean isNew = seen.computeIfAbsent(next.depth(), unused -> new BlockSet()).add(next.cid());
      if (isNew && !right.contains(next.cid())) {
        isRight &= verify(pin, next, pending);
        fine.push(next.cid());
      }
    }
    if (!isRight) {
      broken++;
    } else if (pin.depth() == Pin.UNLIMITED) {
      fine.forEach(right::add);
    }
  }

  private boolean verify(Pin pin, Node node, Deque<Node> pending) {
    Optional<String> problem = problem(node, pending);
    problem.ifPresent(reason -> sink.accept(new BrokenPin(pin.cid(), node.cid(), reason)));
    return problem.isEmpty();
  }

  private Optional<String> problem(Node node, Deque<Node> pending) {
    try {
      Block block = blocks.get(node.cid(), FetchOptions.OFFLINE);
      read++;
      progress.advanced(1, block.size());
      if (!hashers.matches(node.cid().multihash(), block.bytes())) {
        return Optional.of("does not match its hash");
      }
      if (node.depth() > 0 && node.cid().codec() != Multicodec.RAW) {
        int depth = node.depth() == Pin.UNLIMITED ? Pin.UNLIMITED : node.depth() - 1;
        codecs.links(block, child -> pending.push(new Node(child, depth)));
      }
      return Optional.empty();
    } catch (BlockException | CodecException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
