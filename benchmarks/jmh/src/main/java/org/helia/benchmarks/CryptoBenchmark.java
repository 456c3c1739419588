package org.helia.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.Crypto;
import org.helia.crypto.internal.NodeCrypto;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What connections cost: sealed frames of almost 64 KiB in direct memory; Ed25519 and X25519. The
 * figures are operations per second; {@code -p library=} chooses who does them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CryptoBenchmark {
  private static final int FRAME = 65_535 - Aead.TAG_BYTES;
  private static final byte[] NOTHING = {};

  /** The first library that is asked; the JDK does what it lacks. */
  @Param({"conscrypt", "bouncycastle", "jdk"})
  public String library = "conscrypt";

  private final byte[] message = new byte[64];
  private final ByteBuffer plain = ByteBuffer.allocateDirect(FRAME);
  private final ByteBuffer sealed = ByteBuffer.allocateDirect(FRAME + Aead.TAG_BYTES);
  private final ByteBuffer nonce = ByteBuffer.allocate(Aead.NONCE_BYTES);
  private Crypto crypto;
  private Aead aead;
  private PrivateKey identity;
  private byte[] signature;
  private AgreementKey ours;
  private byte[] theirs;

  @Setup
  public void prepare() {
    crypto = NodeCrypto.of(library, "jdk");
    aead = crypto.aead(new byte[Aead.KEY_BYTES]);
    identity = crypto.generate(KeyType.ED25519);
    signature = crypto.sign(identity, message);
    ours = crypto.newAgreementKey();
    theirs = crypto.newAgreementKey().publicKey();
    seal();
  }

  @Benchmark
  public ByteBuffer seal() {
    nonce.putLong(4, nonce.getLong(4) + 1);
    aead.seal(nonce.array(), NOTHING, plain.clear(), sealed.clear());
    return sealed;
  }

  @Benchmark
  public ByteBuffer open() {
    aead.open(nonce.array(), NOTHING, sealed.clear(), plain.clear());
    return plain;
  }

  @Benchmark
  public byte[] sign() {
    return crypto.sign(identity, message);
  }

  @Benchmark
  public boolean verify() {
    return crypto.verify(identity.publicKey(), message, signature);
  }

  @Benchmark
  public byte[] agree() {
    return ours.agree(theirs);
  }
}
