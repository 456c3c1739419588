package org.helia.ipld;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;

/** Reads the third-party vectors below {@code fixtures/}. */
public final class Fixtures {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Fixtures() {}

  /**
   * The cases of a file, as in "dag-pb/compat.json"; their number must be what the file announces.
   */
  public static Stream<JsonNode> cases(String file) {
    try (InputStream in = Fixtures.class.getResourceAsStream("/fixtures/" + file)) {
      JsonNode root = JSON.readTree(in);
      if (root.path("cases").size() != root.path("count").asInt(-1)) {
        throw new IllegalStateException(file + " does not hold the cases that it announces");
      }
      return StreamSupport.stream(root.path("cases").spliterator(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a hexadecimal field. */
  public static byte[] hex(JsonNode text) {
    return hex(text.asText());
  }

  /** The bytes of hexadecimal text. */
  public static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /** The CIDv1 of a block with SHA2-256. */
  public static Cid cid(long codec, byte[] block) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(block);
      return Cid.v1(codec, Multihash.wrap(Multicodec.SHA2_256, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
