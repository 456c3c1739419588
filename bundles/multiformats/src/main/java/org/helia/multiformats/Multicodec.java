package org.helia.multiformats;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.helia.multiformats.internal.MulticodecTable;

/**
 * An entry of the multicodec registry: a name for a code. The codes that matter to IPFS are
 * constants here; the whole registry is read on the first look-up.
 *
 * @param name the registered name, such as {@code dag-pb}
 * @param tag what kind of thing the code stands for, such as {@code multihash} or {@code ipld}
 * @param code the code, as it appears (as a varint) in front of the data
 * @param status {@code draft}, {@code permanent} or {@code deprecated}
 * @see <a href="https://github.com/multiformats/multicodec">multicodec registry</a>
 */
public record Multicodec(String name, String tag, long code, String status) {
  /** Multihash: the data itself instead of a digest. */
  public static final long IDENTITY = 0x00;

  /** Multihash: SHA-1. */
  public static final long SHA1 = 0x11;

  /** Multihash: SHA-256, what IPFS uses unless told otherwise. */
  public static final long SHA2_256 = 0x12;

  /** Multihash: SHA-512. */
  public static final long SHA2_512 = 0x13;

  /** Multihash: SHA3-512. */
  public static final long SHA3_512 = 0x14;

  /** Multihash: SHA3-384. */
  public static final long SHA3_384 = 0x15;

  /** Multihash: SHA3-256. */
  public static final long SHA3_256 = 0x16;

  /** Multihash: SHA3-224. */
  public static final long SHA3_224 = 0x17;

  /** Multihash: SHAKE-128. */
  public static final long SHAKE_128 = 0x18;

  /** Multihash: SHAKE-256. */
  public static final long SHAKE_256 = 0x19;

  /** Multihash: Keccak-224. */
  public static final long KECCAK_224 = 0x1a;

  /** Multihash: Keccak-256. */
  public static final long KECCAK_256 = 0x1b;

  /** Multihash: Keccak-384. */
  public static final long KECCAK_384 = 0x1c;

  /** Multihash: Keccak-512. */
  public static final long KECCAK_512 = 0x1d;

  /** Multihash: BLAKE3. */
  public static final long BLAKE3 = 0x1e;

  /** Multihash: SHA-384. */
  public static final long SHA2_384 = 0x20;

  /** Hash: the first 64 bits of murmur3-x64-128, used by sharded UnixFS directories. */
  public static final long MURMUR3_X64_64 = 0x22;

  /** IPLD codec: CBOR. */
  public static final long CBOR = 0x51;

  /** IPLD codec: raw bytes. */
  public static final long RAW = 0x55;

  /** Multihash: SHA-256 applied twice. */
  public static final long DBL_SHA2_256 = 0x56;

  /** IPLD codec: DAG-PB. */
  public static final long DAG_PB = 0x70;

  /** IPLD codec: DAG-CBOR. */
  public static final long DAG_CBOR = 0x71;

  /** IPLD codec: a libp2p public key, used in peer ids and IPNS names. */
  public static final long LIBP2P_KEY = 0x72;

  /** Multihash: SHA-224. */
  public static final long SHA2_224 = 0x1013;

  /** Multihash: SHA-512/224. */
  public static final long SHA2_512_224 = 0x1014;

  /** Multihash: SHA-512/256. */
  public static final long SHA2_512_256 = 0x1015;

  /** Hash: murmur3 for 64-bit machines, all 128 bits. */
  public static final long MURMUR3_X64_128 = 0x1022;

  /** IPLD codec: a git object. */
  public static final long GIT_RAW = 0x78;

  /** Multihash: MD5. */
  public static final long MD5 = 0xd5;

  /** IPLD codec: DAG-JSON. */
  public static final long DAG_JSON = 0x0129;

  /** IPLD codec: JSON. */
  public static final long JSON = 0x0200;

  /** Serialization: a content-addressable archive. */
  public static final long CAR = 0x0202;

  /** Serialization: a signed IPNS record. */
  public static final long IPNS_RECORD = 0x0300;

  /** libp2p: a peer record in a signed envelope. */
  public static final long LIBP2P_PEER_RECORD = 0x0301;

  /** libp2p: a relay reservation voucher in a signed envelope. */
  public static final long LIBP2P_RELAY_RSVP = 0x0302;

  /** Serialization: a CARv2 index sorted by digest. */
  public static final long CAR_INDEX_SORTED = 0x0400;

  /** Serialization: a CARv2 index sorted by hash function, then by digest. */
  public static final long CAR_MULTIHASH_INDEX_SORTED = 0x0401;

  /** Multihash: BLAKE2b of one byte; the code for n bytes, up to 64, is greater by n - 1. */
  public static final long BLAKE2B_8 = 0xb201;

  /** Multihash: BLAKE2b of 32 bytes. */
  public static final long BLAKE2B_256 = 0xb220;

  /** Multihash: BLAKE2b of 64 bytes. */
  public static final long BLAKE2B_512 = 0xb240;

  /** Multihash: BLAKE2s of one byte; the code for n bytes, up to 32, is greater by n - 1. */
  public static final long BLAKE2S_8 = 0xb241;

  /** Multihash: BLAKE2s of 16 bytes. */
  public static final long BLAKE2S_128 = 0xb250;

  /** Multihash: BLAKE2s of 32 bytes. */
  public static final long BLAKE2S_256 = 0xb260;

  /** All entries of the registry, by ascending code. */
  public static List<Multicodec> all() {
    return MulticodecTable.BY_CODE.values().stream()
        .sorted(Comparator.comparingLong(Multicodec::code))
        .toList();
  }

  /**
   * The entry for a code.
   *
   * @param code the code
   * @return the entry, or empty when the registry has no such code
   */
  public static Optional<Multicodec> byCode(long code) {
    return Optional.ofNullable(MulticodecTable.BY_CODE.get(code));
  }

  /**
   * The entry for a name.
   *
   * @param name the registered name, in lower case
   * @return the entry, or empty when the registry has no such name
   */
  public static Optional<Multicodec> byName(String name) {
    return Optional.ofNullable(MulticodecTable.BY_NAME.get(name));
  }

  /**
   * The name for a code, fit for messages.
   *
   * @param code the code
   * @return the registered name, or the code in hexadecimal with {@code 0x} in front
   */
  public static String nameOf(long code) {
    Multicodec known = MulticodecTable.BY_CODE.get(code);
    return known == null ? "0x" + Long.toHexString(code) : known.name;
  }
}
