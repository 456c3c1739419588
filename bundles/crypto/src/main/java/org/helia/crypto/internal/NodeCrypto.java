package org.helia.crypto.internal;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.CryptoChoice;
import org.helia.api.crypto.CryptoException;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each operation to the library that was chosen for it when the service came up. */
@Component(configurationPid = CryptoConfig.PID)
@Designate(ocd = CryptoConfig.class)
public final class NodeCrypto implements Crypto {
  private static final Logger LOG = LoggerFactory.getLogger(NodeCrypto.class);

  private static final Map<String, Supplier<CryptoLibrary>> LIBRARIES =
      Map.of(
          "conscrypt", ConscryptLibrary::new,
          "bouncycastle", BouncyCastleLibrary::new,
          "jdk", JdkLibrary::new);

  private final SecureRandom random = new SecureRandom();
  private final Choice<AeadScheme> aead;
  private final Choice<AgreementScheme> agreement;
  private final Choice<RsaScheme> rsa;
  private final Map<KeyType, Choice<? extends SignatureScheme>> signatures =
      new EnumMap<>(KeyType.class);

  /** Chooses from the libraries that the configuration names. */
  @Activate
  public NodeCrypto(CryptoConfig config) {
    this(libraries(config.libraries()));
  }

  /** Chooses from the libraries with these names, best first; for tests of other bundles, too. */
  public static NodeCrypto of(String... libraries) {
    return new NodeCrypto(libraries(libraries));
  }

  NodeCrypto(List<CryptoLibrary> libraries) {
    aead = Choice.of("ChaCha20-Poly1305", libraries, CryptoLibrary::aead, KnownAnswers::check);
    agreement = Choice.of("X25519", libraries, CryptoLibrary::agreement, KnownAnswers::check);
    rsa =
        Choice.of(
            KeyType.RSA.toString(),
            libraries,
            CryptoLibrary::rsa,
            scheme -> KnownAnswers.check(KeyType.RSA, scheme));
    signatures.put(KeyType.RSA, rsa);
    for (KeyType type : List.of(KeyType.ED25519, KeyType.SECP256K1, KeyType.ECDSA)) {
      signatures.put(
          type,
          Choice.of(
              type.toString(),
              libraries,
              library -> library.signatures(type),
              scheme -> KnownAnswers.check(type, scheme)));
    }
    choices().stream()
        .filter(choice -> !choice.passedOver().isEmpty())
        .forEach(
            choice ->
                LOG.warn(
                    "{} is done by {}, as these cannot: {}",
                    choice.operation(),
                    choice.library().orElse("nobody"),
                    choice.passedOver()));
  }

  /** The libraries with these names. */
  static List<CryptoLibrary> libraries(String... names) {
    List<CryptoLibrary> libraries = new ArrayList<>();
    for (String name : names) {
      Supplier<CryptoLibrary> library = LIBRARIES.get(name);
      if (library == null) {
        throw new CryptoException(
            "the option \"libraries\" of %s takes conscrypt, bouncycastle and jdk, found \"%s\""
                .formatted(CryptoConfig.PID, name));
      }
      libraries.add(library.get());
    }
    return libraries;
  }

  @Override
  public PrivateKey generate(KeyType type) {
    try {
      return signatures(type).generate();
    } catch (GeneralSecurityException e) {
      throw new CryptoException("no " + type + " key can be made: " + e, e);
    }
  }

  private SignatureScheme signatures(KeyType type) {
    Choice<? extends SignatureScheme> choice = signatures.get(type);
    if (choice == null) {
      throw new CryptoException("keys of type " + type + " are unknown here");
    }
    return choice.require();
  }

  @Override
  public PrivateKey generateRsa(int bits) {
    if (bits < DEFAULT_RSA_BITS || bits > MAX_RSA_BITS || bits % RSA_BITS_STEP != 0) {
      throw new CryptoException(
          "an RSA key has %d to %d bits, in multiples of %d, not %d"
              .formatted(DEFAULT_RSA_BITS, MAX_RSA_BITS, RSA_BITS_STEP, bits));
    }
    try {
      return rsa.require().generate(bits);
    } catch (GeneralSecurityException e) {
      throw new CryptoException("no RSA key of %d bits can be made: %s".formatted(bits, e), e);
    }
  }

  @Override
  public byte[] sign(PrivateKey key, byte[] message) {
    try {
      return signatures(key.type()).sign(key, message);
    } catch (GeneralSecurityException e) {
      throw new CryptoException("the " + key + " cannot sign: " + e, e);
    }
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, byte[] signature) {
    return signatures(key.type()).verify(key, message, signature);
  }

  @Override
  public AgreementKey newAgreementKey() {
    byte[] privateKey = new byte[AgreementKey.BYTES];
    random.nextBytes(privateKey);
    return agreementKey(privateKey);
  }

  @Override
  public AgreementKey agreementKey(byte[] privateKey) {
    requireLength("An X25519 private key", AgreementKey.BYTES, privateKey);
    try {
      return agreement.require().key(privateKey);
    } catch (GeneralSecurityException e) {
      throw new CryptoException("the X25519 key cannot be used: " + e, e);
    }
  }

  @Override
  public Aead aead(byte[] key) {
    requireLength("A ChaCha20-Poly1305 key", Aead.KEY_BYTES, key);
    try {
      return aead.require().aead(key);
    } catch (GeneralSecurityException e) {
      throw new CryptoException("the ChaCha20-Poly1305 key cannot be used: " + e, e);
    }
  }

  private static void requireLength(String what, int length, byte[] key) {
    if (key.length != length) {
      throw new CryptoException("%s has %d bytes, found %d".formatted(what, length, key.length));
    }
  }

  @Override
  public List<CryptoChoice> choices() {
    List<CryptoChoice> choices = new ArrayList<>(List.of(aead.report(), agreement.report()));
    for (KeyType type : KeyType.values()) {
      Choice<? extends SignatureScheme> choice = signatures.get(type);
      if (choice != null) {
        choices.add(choice.report());
      }
    }
    return List.copyOf(choices);
  }
}
