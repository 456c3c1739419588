package org.helia.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import org.conscrypt.Conscrypt;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.CryptoChoice;
import org.helia.api.crypto.CryptoException;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;
import org.junit.jupiter.api.Test;

class NodeCryptoTest {
  private static List<String> libraries(NodeCrypto crypto) {
    return crypto.choices().stream()
        .map(choice -> choice.library().map(name -> name.replaceAll(" [0-9].*", "")).orElse("-"))
        .toList();
  }

  @Test
  void choices_ofAllLibraries_areTheFastest() {
    assumeTrue(Conscrypt.isAvailable());
    NodeCrypto crypto = NodeCrypto.of("conscrypt", "bouncycastle", "jdk");

    assertThat(crypto.choices())
        .extracting(CryptoChoice::operation)
        .containsExactly("ChaCha20-Poly1305", "X25519", "RSA", "Ed25519", "Secp256k1", "ECDSA");
    assertThat(libraries(crypto))
        .containsExactly(
            "Conscrypt", "Conscrypt", "Conscrypt", "Conscrypt", "Bouncy Castle", "Conscrypt");
    assertThat(crypto.choices()).allMatch(choice -> choice.passedOver().isEmpty());
  }

  @Test
  void choices_withoutNative_areTheOthers() {
    assertThat(libraries(NodeCrypto.of("bouncycastle", "jdk")))
        .containsExactly(
            "JDK", "Bouncy Castle", "JDK", "Bouncy Castle", "Bouncy Castle", "Bouncy Castle");
  }

  @Test
  void choices_ofTheJdkAlone_lackEcdsa() {
    NodeCrypto crypto = NodeCrypto.of("jdk");

    assertThat(libraries(crypto)).containsExactly("JDK", "JDK", "JDK", "JDK", "-", "-");
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> crypto.generate(KeyType.SECP256K1))
        .withMessage(
            "Secp256k1 is done by none of the libraries in the option \"libraries\" of"
                + " org.helia.crypto");
  }

  @Test
  void new_unknownLibrary_isRefusedByName() {
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> NodeCrypto.of("jdk", "openssl"))
        .withMessage(
            "the option \"libraries\" of org.helia.crypto takes conscrypt, bouncycastle and jdk,"
                + " found \"openssl\"");
  }

  @Test
  void new_anyLibrary_registersNoProvider() {
    int before = Security.getProviders().length;

    NodeCrypto.of("conscrypt", "bouncycastle", "jdk");

    assertThat(Security.getProviders()).hasSize(before);
  }

  @Test
  void choices_nativeCodeDoesNotLoad_passItOver() {
    NodeCrypto crypto = new NodeCrypto(List.of(new NotLoading(), new JdkLibrary()));

    assertThat(libraries(crypto)).containsExactly("JDK", "JDK", "JDK", "JDK", "-", "-");
    assertThat(crypto.choices())
        .allMatch(choice -> choice.passedOver().equals(List.of("Native 0: no such library")));
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> crypto.generate(KeyType.SECP256K1))
        .withMessageContaining("Native 0: no such library");
  }

  @Test
  void choices_libraryThatLies_passItOver() {
    NodeCrypto crypto = new NodeCrypto(List.of(new Lying(), new JdkLibrary()));

    assertThat(libraries(crypto)).containsExactly("JDK", "JDK", "JDK", "JDK", "-", "-");
    assertThat(crypto.choices())
        .extracting(choice -> choice.passedOver().get(0))
        .containsExactly(
            "Lying 1: it gives a wrong answer: another frame on the heap",
            "Lying 1: it gives a wrong answer: the shared secret is another",
            "Lying 1: it gives a wrong answer: a bad signature is accepted",
            "Lying 1: it gives a wrong answer: its own signature is none",
            "Lying 1: it gives a wrong answer: a bad signature is accepted",
            "Lying 1: it gives a wrong answer: a bad signature is accepted");
  }

  /** A library whose native part is for another machine. */
  private static final class NotLoading implements CryptoLibrary {
    @Override
    public String name() {
      return "Native 0";
    }

    @Override
    public Optional<SignatureScheme> signatures(KeyType type) {
      throw new UnsatisfiedLinkError("no such library");
    }

    @Override
    public Optional<RsaScheme> rsa() {
      throw new UnsatisfiedLinkError("no such library");
    }

    @Override
    public Optional<AgreementScheme> agreement() {
      throw new UnsatisfiedLinkError("no such library");
    }

    @Override
    public Optional<AeadScheme> aead() {
      throw new UnsatisfiedLinkError("no such library");
    }
  }

  /** A library that accepts every signature and encrypts nothing. */
  private static final class Lying implements CryptoLibrary {
    private final JdkLibrary jdk = new JdkLibrary();

    @Override
    public String name() {
      return "Lying 1";
    }

    @Override
    public Optional<SignatureScheme> signatures(KeyType type) {
      return Optional.of(new Yes());
    }

    @Override
    public Optional<RsaScheme> rsa() {
      RsaScheme right = jdk.rsa().orElseThrow();
      return Optional.of(
          new RsaScheme() {
            @Override
            public PrivateKey generate(int bits) {
              throw new UnsupportedOperationException();
            }

            @Override
            public PrivateKey generate() {
              throw new UnsupportedOperationException();
            }

            @Override
            public byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
              return right.sign(key, message);
            }

            @Override
            public boolean verify(PublicKey key, byte[] message, byte[] signature) {
              return true;
            }
          });
    }

    @Override
    public Optional<AgreementScheme> agreement() {
      AgreementScheme right = jdk.agreement().orElseThrow();
      return Optional.of(
          key -> {
            AgreementKey pair = right.key(key);
            return new AgreementKey() {
              @Override
              public byte[] publicKey() {
                return pair.publicKey();
              }

              @Override
              public byte[] agree(byte[] theirPublicKey) {
                return theirPublicKey.clone();
              }
            };
          });
    }

    @Override
    public Optional<AeadScheme> aead() {
      return Optional.of(key -> new Plain());
    }
  }

  private static final class Yes implements SignatureScheme {
    @Override
    public PrivateKey generate() {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] sign(PrivateKey key, byte[] message) {
      return new byte[64];
    }

    @Override
    public boolean verify(PublicKey key, byte[] message, byte[] signature) {
      return true;
    }
  }

  private static final class Plain implements Aead {
    @Override
    public void seal(byte[] nonce, byte[] associatedData, ByteBuffer plaintext, ByteBuffer sealed) {
      sealed.put(plaintext.duplicate()).put(new byte[TAG_BYTES]);
    }

    @Override
    public void open(byte[] nonce, byte[] associatedData, ByteBuffer sealed, ByteBuffer plaintext) {
      plaintext.put(sealed.duplicate().limit(plaintext.remaining()));
    }
  }
}
