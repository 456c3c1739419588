package org.helia.itests;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import org.helia.api.block.Block;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;

/** Bytes to store that can be made again, and blocks whose CIDs the node has no part in. */
final class Content {

  private Content() {}

  /** The same bytes for the same seed; different ones for another. */
  static byte[] bytes(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static Block rawBlock(byte[] bytes) {
    return Block.of(Cid.v1(Multicodec.RAW, sha256(bytes)), bytes);
  }

  /**
   * A DAG-CBOR block {@code {"link": target}}: a map of one, a text of four characters, tag 42, and
   * the CID behind a zero byte as 37 bytes.
   */
  static Block cborLink(Cid target) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0xa1);
    block.write(0x64);
    block.writeBytes("link".getBytes(StandardCharsets.US_ASCII));
    block.writeBytes(new byte[] {(byte) 0xd8, 0x2a, 0x58, 0x25, 0x00});
    block.writeBytes(target.toBytes());
    byte[] bytes = block.toByteArray();
    return Block.of(Cid.v1(Multicodec.DAG_CBOR, sha256(bytes)), bytes);
  }

  private static Multihash sha256(byte[] bytes) {
    try {
      return Multihash.of(Multicodec.SHA2_256, MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
