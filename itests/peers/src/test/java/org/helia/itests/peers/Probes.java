package org.helia.itests.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.helia.api.net.ByteStream;
import org.helia.api.net.Connection;
import org.helia.api.net.Stream;
import org.helia.api.net.StreamResetException;
import org.helia.net.internal.RealNode;
import org.helia.platform.DelimitedMessages;

/** What each peer of these tests speaks and tries: the same as probes.mjs and probes.go have it. */
final class Probes {
  static final String ECHO = "/helia-itest/echo/1.0.0";
  static final String DIGEST = "/helia-itest/digest/1.0.0";
  static final String SOURCE = "/helia-itest/source/1.0.0";
  static final String RESET = "/helia-itest/reset/1.0.0";
  static final String PERF = "/perf/1.0.0";

  private static final int PIECE = 64 * 1024;
  private static final int HASH_BYTES = 32;
  private static final int WAIT_SECONDS = 30;

  /** How streams ended that others opened in order to reset them. */
  private final BlockingQueue<String> endings = new LinkedBlockingQueue<>();

  /** Makes a node speak all of them. */
  Probes(RealNode node) {
    node.speak(Probes::echo, ECHO);
    node.speak(Probes::digest, DIGEST);
    node.speak(Probes::source, SOURCE);
    node.speak(this::awaitReset, RESET);
  }

  private static void echo(Stream stream) {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    while (stream.read(piece.clear()) >= 0) {
      stream.write(piece.flip());
    }
  }

  /** Answers with the hash when the other side has ended its half. */
  private static void digest(Stream stream) {
    MessageDigest hash = sha256();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    while (stream.read(piece.clear()) >= 0) {
      hash.update(piece.flip());
    }
    stream.write(ByteBuffer.wrap(hash.digest()));
  }

  /** Sends as many bytes as it was asked for, and their hash. */
  private static void source(Stream stream) {
    ByteBuffer wanted = ByteBuffer.allocate(Long.BYTES);
    DelimitedMessages.readFully(stream, wanted);
    stream.write(ByteBuffer.wrap(pour(stream, wanted.getLong(0))));
  }

  /** The first byte says who resets the stream: "w" the one who opened it, "r" the other. */
  private void awaitReset(Stream stream) {
    ByteBuffer first = ByteBuffer.allocate(1);
    DelimitedMessages.readFully(stream, first);
    if (first.get(0) == 'r') {
      stream.reset();
    } else {
      stream.write(bytes("k"));
      endings.add(howItEnds(stream));
    }
  }

  private static String howItEnds(Stream stream) {
    try {
      all(stream);
      return "end";
    } catch (StreamResetException e) {
      return "reset";
    }
  }

  /** How the stream ended that the other side has reset. */
  String ending() throws InterruptedException {
    String how = endings.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    return how == null ? "no stream was reset" : how;
  }

  /** Writes so many random bytes and returns their hash. */
  private static byte[] pour(ByteStream stream, long count) {
    MessageDigest hash = sha256();
    SplittableRandom random = new SplittableRandom();
    byte[] piece = new byte[PIECE];
    for (long left = count; left > 0; left -= PIECE) {
      random.nextBytes(piece);
      int length = (int) Math.min(left, PIECE);
      hash.update(piece, 0, length);
      stream.write(ByteBuffer.wrap(piece, 0, length));
    }
    return hash.digest();
  }

  static void upload(Connection connection, long count) {
    try (Stream stream = connection.open(DIGEST)) {
      byte[] sent = pour(stream, count);
      stream.closeWrite();
      assertThat(all(stream)).as("the hash that the other side found").isEqualTo(sent);
    }
  }

  static void download(Connection connection, int count) {
    try (Stream stream = connection.open(SOURCE)) {
      stream.write(ByteBuffer.allocate(Long.BYTES).putLong(0, count));
      stream.closeWrite();
      byte[] got = all(stream);
      assertThat(got).hasSize(count + HASH_BYTES);
      MessageDigest hash = sha256();
      hash.update(got, 0, count);
      assertThat(hash.digest())
          .as("the hash that the other side said")
          .isEqualTo(Arrays.copyOfRange(got, count, got.length));
    }
  }

  /** All streams are open before the first is closed. */
  static void echoes(Connection connection, int count) {
    List<Stream> open = IntStream.range(0, count).mapToObj(i -> connection.open(ECHO)).toList();
    for (int i = 0; i < count; i++) {
      open.get(i).write(bytes(i + " is there."));
    }
    for (int i = 0; i < count; i++) {
      assertThat(exactly(open.get(i), (i + " is there.").length())).isEqualTo(i + " is there.");
    }
    for (int i = 0; i < count; i++) {
      open.get(i).write(bytes(i + " says goodbye."));
      open.get(i).closeWrite();
      assertThat(new String(all(open.get(i)), UTF_8)).isEqualTo(i + " says goodbye.");
    }
  }

  /** Resets a stream of its own. */
  static void reset(Connection connection) {
    try (Stream stream = connection.open(RESET)) {
      stream.write(bytes("w"));
      assertThat(exactly(stream, 1)).isEqualTo("k");
      stream.reset();
    }
  }

  /** Has the other side reset a stream, and says how that ended here. */
  static String beReset(Connection connection) {
    try (Stream stream = connection.open(RESET)) {
      stream.write(bytes("r"));
      return howItEnds(stream);
    }
  }

  /** Sends so many bytes and gets as many. */
  static void perf(Connection connection, int count) {
    try (Stream stream = connection.open(PERF)) {
      stream.write(ByteBuffer.allocate(Long.BYTES).putLong(0, count));
      stream.write(ByteBuffer.allocate(count));
      stream.closeWrite();
      assertThat(all(stream)).hasSize(count);
    }
  }

  private static byte[] all(ByteStream stream) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    while (stream.read(piece.clear()) >= 0) {
      all.write(piece.array(), 0, piece.position());
    }
    return all.toByteArray();
  }

  private static String exactly(ByteStream stream, int count) {
    ByteBuffer got = ByteBuffer.allocate(count);
    DelimitedMessages.readFully(stream, got);
    return new String(got.array(), UTF_8);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
