package org.helia.multiformats.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.helia.multiformats.Multibase;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.fixtures.Fixture;
import org.helia.multiformats.fixtures.FixtureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  /** The algorithms of key and signature in the JDK, which has none for Secp256k1. */
  private static final Map<KeyType, String[]> JDK =
      Map.of(
          KeyType.ED25519, new String[] {"Ed25519", "Ed25519"},
          KeyType.RSA, new String[] {"RSA", "SHA256withRSA"},
          KeyType.ECDSA, new String[] {"EC", "SHA256withECDSA"});

  /** The public keys of the vectors whose signatures the tests of the bundle crypto verify. */
  private static final String[] VERIFIED_ELSEWHERE = {
    "037777e994e452c21604f91de093ce415f5432f701dd8cd1a7a6fea0e630bfca99",
    "029c0ce5d53646ed47112560297a3e59b78b8cbd4bae37c7a0c236eeb91d0fbeaf",
    "02c60262fb4a7c05761b3ddfe3a28be60cbf257260b909d6221217ae75841b5767",
    "02e49b916536def6347d2cf5876aaa770cc64bc6538a508e11abac6272d5edc8b6",
    "03242c48b86d1183a01aa3a217e83654c5abdcfb9cf7d12972cb483471bb04a767",
    "0219c4a50006644ceddc155b1274b748a1880609f1b669961c711b2d14c7493a6b",
    "037b355ff289adb853bd4b3d8d142d131fa1cdd2300435bd10b1aadbb0749bdc91",
    "03e1c9c092b05c4412e5864e13b6ecdb2adefb99c00ed4d2d925429cb694cd90a2"
  };

  private static final String ED25519_SPEC =
      "7e0830617c4a7de83925dfb2694556b12936c477a0e1feb2e148ec9da60fee7d"
          + "1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e";

  private static KeyType type(Fixture vector) {
    return KeyType.valueOf(vector.text("type").toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @FixtureSource("peer-id-and-keys/keys.json")
  void fromBytes_private_leadsToPublicKeyAndPeerId(Fixture vector) {
    byte[] bytes = vector.bytes("private_protobuf_hex");
    PrivateKey key = PrivateKey.fromBytes(bytes);
    boolean legacy = key.type() == KeyType.ED25519 && bytes.length > 68;

    assertThat(key.type()).isEqualTo(type(vector));
    assertThat(key.publicKey().toBytes()).isEqualTo(vector.bytes("public_protobuf_hex"));
    assertThat(key.publicKey().data()).isEqualTo(vector.bytes("public_key_data_hex"));
    assertThat(PublicKey.fromBytes(vector.bytes("public_protobuf_hex")))
        .isEqualTo(key.publicKey())
        .hasSameHashCodeAs(key.publicKey());
    if (legacy) {
      assertThat(key.data()).hasSize(64).isEqualTo(Arrays.copyOfRange(bytes, 4, 68));
    } else {
      assertThat(key.toBytes()).isEqualTo(bytes);
    }
    PeerId id = PeerId.of(key.publicKey());
    assertThat(id).hasToString(vector.text("peer_id"));
    assertThat(id.toBytes()).isEqualTo(vector.bytes("peer_id_multihash_hex"));
    assertThat(id.toString(Multibase.BASE36)).isEqualTo(vector.text("peer_id_cid_base36"));
    assertThat(id.toString(Multibase.BASE32)).isEqualTo(vector.text("peer_id_cid_base32"));
    assertThat(id.matches(key.publicKey())).isTrue();
  }

  @ParameterizedTest
  @FixtureSource("peer-id-and-keys/keys.json")
  void toPkcs8_andBack_isTheSameKey(Fixture vector) {
    PrivateKey key = PrivateKey.fromBytes(vector.bytes("private_protobuf_hex"));

    assertThat(PrivateKey.fromPkcs8(key.toPkcs8())).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(PrivateKey.fromPem(key.toPem())).isEqualTo(key);
    assertThat(key)
        .hasToString(key.type() + " private key of " + vector.text("peer_id"))
        .isEqualTo(PrivateKey.of(key.type(), key.data()));
  }

  /** The JDK verifies with our X.509 form. */
  @ParameterizedTest
  @MethodSource("signatures")
  void toX509_verifiesTheSignature(Fixture vector) throws GeneralSecurityException {
    PublicKey key = PublicKey.fromBytes(vector.bytes("public_protobuf_hex"));

    assertThat(verify(key, vector)).isEqualTo(!vector.has("expect"));
  }

  private static boolean verify(PublicKey key, Fixture vector) throws GeneralSecurityException {
    String[] algorithms = JDK.get(key.type());
    Signature signature = Signature.getInstance(algorithms[1]);
    signature.initVerify(
        KeyFactory.getInstance(algorithms[0]).generatePublic(new X509EncodedKeySpec(key.toX509())));
    signature.update(vector.bytes("message_hex"));
    try {
      return signature.verify(vector.bytes("signature_hex"));
    } catch (SignatureException malformed) {
      return false;
    }
  }

  static Stream<Fixture> signatures() {
    return allSignatures().filter(vector -> type(vector) != KeyType.SECP256K1);
  }

  private static Stream<Fixture> allSignatures() {
    return Stream.of("keys.json", "signatures-invalid.json")
        .flatMap(file -> Fixture.read("peer-id-and-keys/" + file).stream());
  }

  @Test
  void signatures_verifiedElsewhere_areOnlyThoseOfSecp256k1() {
    assertThat(allSignatures().filter(vector -> type(vector) == KeyType.SECP256K1))
        .extracting(vector -> vector.text("public_protobuf_hex").substring(8))
        .containsOnly(VERIFIED_ELSEWHERE);
  }

  @ParameterizedTest
  @MethodSource("deterministicSignatures")
  void toPkcs8_signsTheSameSignature(Fixture vector) throws GeneralSecurityException {
    PrivateKey key = PrivateKey.fromBytes(vector.bytes("private_protobuf_hex"));
    String[] algorithms = JDK.get(key.type());
    Signature signature = Signature.getInstance(algorithms[1]);
    signature.initSign(
        KeyFactory.getInstance(algorithms[0])
            .generatePrivate(new PKCS8EncodedKeySpec(key.toPkcs8())));
    signature.update(vector.bytes("message_hex"));

    assertThat(signature.sign()).isEqualTo(vector.bytes("signature_hex"));
  }

  static Stream<Fixture> deterministicSignatures() {
    return Fixture.read("peer-id-and-keys/keys.json").stream()
        .filter(vector -> vector.flag("signing_is_deterministic"));
  }

  @ParameterizedTest
  @FixtureSource("peer-id-and-keys/keys-invalid.json")
  void fromBytes_invalid_isRefused(Fixture vector) {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(
            () -> {
              if (vector.text("kind").equals("public")) {
                PublicKey.fromBytes(vector.bytes("hex"));
              } else {
                PrivateKey.fromBytes(vector.bytes("hex"));
              }
            });
  }

  @ParameterizedTest
  @FixtureSource("peer-id-and-keys/pem-import.json")
  void fromPem_ofOpenSsl_isTheKey(Fixture vector) throws IOException {
    PrivateKey key = PrivateKey.fromPem(read("peer-id-and-keys/" + vector.text("file")));

    if (vector.has("peer_id")) {
      PeerId id = PeerId.of(key.publicKey());
      assertThat(key.publicKey().toBytes()).isEqualTo(vector.bytes("public_protobuf_hex"));
      assertThat(id).hasToString(vector.text("peer_id"));
      assertThat(id.toString(Multibase.BASE36)).isEqualTo(vector.text("ipns_name"));
    }
    boolean standard = vector.text("expect").equals("imported");
    assertThat(key.type() == KeyType.ECDSA).isEqualTo(!standard);
  }

  private static String read(String file) throws IOException {
    try (InputStream in = Fixture.open(file)) {
      return new String(in.readAllBytes(), US_ASCII);
    }
  }

  @Test
  void fromPem_ofOpenSsl_isWrittenTheSame() throws IOException {
    for (String kind : new String[] {"ed25519", "p256", "rsa", "secp256k1", "secp384r1"}) {
      String pem = read("peer-id-and-keys/pem/openssl_" + kind + ".pem");
      assertThat(PrivateKey.fromPem(pem).toPem()).isEqualTo(pem);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'Expected one PEM block, -----BEGIN PRIVATE KEY-----'",
    "BEGIN, 'Expected one PEM block, -----BEGIN PRIVATE KEY-----'",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----#AAAA#-----END ENCRYPTED PRIVATE KEY-----, "
        + "'Expected a PEM block PRIVATE KEY (PKCS #8, not encrypted), found ENCRYPTED PRIVATE KEY'",
    "-----BEGIN PRIVATE KEY-----#AAAA#-----END PUBLIC KEY-----, "
        + "'Expected one PEM block, -----BEGIN PRIVATE KEY-----'",
    "-----BEGIN PRIVATE KEY-----#A#-----END PRIVATE KEY-----, 'The PEM block is not base64'",
    "-----BEGIN PRIVATE KEY-----#AAAA#-----END PRIVATE KEY-----, "
        + "'Expected DER tag 0x30 at byte 0, found 0x00'"
  })
  void fromPem_malformed_isRefusedWithTheReason(String text, String message) {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> PrivateKey.fromPem(text.replace('#', '\n')))
        .withMessageStartingWith(message);
  }

  @Test
  void fromPkcs8_ofOtherAlgorithm_isRefused() throws GeneralSecurityException {
    byte[] x25519 =
        KeyPairGenerator.getInstance("X25519").generateKeyPair().getPrivate().getEncoded();

    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> PrivateKey.fromPkcs8(x25519))
        .withMessageContaining("of another kind");
  }

  /** The JDK is the judge of our curve arithmetic and encodings. */
  @ParameterizedTest
  @CsvSource({"EC,secp256r1", "EC,secp384r1", "EC,secp521r1", "Ed25519,''", "RSA,''"})
  void fromPkcs8_ofTheJdk_findsTheSamePublicKey(String algorithm, String curve)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (!curve.isEmpty()) {
      generator.initialize(new ECGenParameterSpec(curve));
    }
    int rounds = algorithm.equals("RSA") ? 1 : 5;
    for (int i = 0; i < rounds; i++) {
      KeyPair pair = generator.generateKeyPair();
      PrivateKey key = PrivateKey.fromPkcs8(pair.getPrivate().getEncoded());

      assertThat(key.publicKey().toX509()).isEqualTo(pair.getPublic().getEncoded());
      assertThat(PrivateKey.fromBytes(key.toBytes())).isEqualTo(key);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'Expected the key''s field Type at byte 0'",
    "0801, 'Expected the key''s field Data at byte 1'",
    "0804120100, 'A key is of type 0 to 3, found 4'",
    "08ffffffffffffffff7f1200, 'A key is of type 0 to 3, found 9223372036854775807'",
    "12000801, 'Expected the key''s field Type at byte 0'",
    "08011202aa, 'The Ed25519 key announces 2 bytes of data, found 1'",
    "08011201aabb, 'The Ed25519 key announces 1 bytes of data, found 2'",
    "08811200, 'A varint must be minimal, but'",
    "08011200, 'An Ed25519 public key has 32 bytes, found 0'",
    "08021200, 'Expected a compressed point of secp256k1 (0x02 or 0x03 and 32 bytes), found 0 bytes'",
    "08001200, 'The DER ends at byte 0, where more was to come'"
  })
  void fromBytes_malformedMessage_isRefusedWithTheReason(String hex, String message) {
    if (message.startsWith("A varint")) {
      hex = "0881001200";
    }
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> PublicKey.fromBytes(bytes))
        .withMessageStartingWith(message);
  }

  @Test
  void of_pointsOffTheCurve_areRefused() {
    // x = 5 has no y on secp256k1; x above the prime is no coordinate at all.
    byte[] noPoint = new byte[33];
    noPoint[0] = 2;
    noPoint[32] = 5;
    byte[] tooLarge = new byte[33];
    Arrays.fill(tooLarge, (byte) 0xff);
    tooLarge[0] = 3;
    for (byte[] data : new byte[][] {noPoint, tooLarge}) {
      assertThatExceptionOfType(MultiformatsException.class)
          .isThrownBy(() -> PublicKey.of(KeyType.SECP256K1, data))
          .withMessage("The public key is not a point of the curve secp256k1");
    }
    byte[] ecdsa = PrivateKey.fromBytes(keyOf(KeyType.ECDSA)).publicKey().data();
    ecdsa[ecdsa.length - 1] ^= 1;
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> PublicKey.of(KeyType.ECDSA, ecdsa))
        .withMessage("The public key is not a point of the curve P-256");
  }

  private static byte[] keyOf(KeyType type) {
    return Fixture.read("peer-id-and-keys/keys.json").stream()
        .filter(vector -> type(vector) == type)
        .findFirst()
        .orElseThrow()
        .bytes("private_protobuf_hex");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void of_secp256k1OutOfRange_isRefused(String hex) {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> PrivateKey.of(KeyType.SECP256K1, HexFormat.of().parseHex(hex)))
        .withMessageContaining("below the order");
  }

  /** SEC 2: one times the generator is the generator, order - 1 times is its opposite. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000000000000000000000000000000000000000000001, "
        + "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
    "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140, "
        + "0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
  })
  void of_secp256k1AtTheEnds_hasTheGenerator(String secret, String point) {
    PrivateKey key = PrivateKey.of(KeyType.SECP256K1, HexFormat.of().parseHex(secret));

    assertThat(HexFormat.of().formatHex(key.publicKey().data())).isEqualTo(point);
  }

  @Test
  void of_ed25519WithForeignPublicKey_isRefused() {
    byte[] data = HexFormat.of().parseHex(ED25519_SPEC);
    byte[] foreign = data.clone();
    foreign[63] ^= 1;
    byte[] legacy = Arrays.copyOf(data, 96);

    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> PrivateKey.of(KeyType.ED25519, foreign))
        .withMessage("The Ed25519 private key carries a public key of another one");
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> PrivateKey.of(KeyType.ED25519, legacy))
        .withMessage("The Ed25519 private key carries two different public keys");
    System.arraycopy(data, 32, legacy, 64, 32);
    assertThat(PrivateKey.of(KeyType.ED25519, legacy))
        .isEqualTo(PrivateKey.of(KeyType.ED25519, data));
  }

  @Test
  void of_arrayChangedLater_isNotSeen() {
    byte[] data = HexFormat.of().parseHex(ED25519_SPEC);
    PrivateKey key = PrivateKey.of(KeyType.ED25519, data);
    byte[] publicData = key.publicKey().data();

    data[0] ^= 1;
    key.data()[0] ^= 1;
    publicData[0] ^= 1;

    assertThat(HexFormat.of().formatHex(key.data())).isEqualTo(ED25519_SPEC);
    assertThat(key.publicKey().data()).isNotEqualTo(publicData);
  }

  @Test
  void of_rsaOutsideTheLimits_isRefused() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    KeyPair small = generator.generateKeyPair();

    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> PublicKey.of(KeyType.RSA, small.getPublic().getEncoded()))
        .withMessage("An RSA key has 2048 to 8192 bits, found 1024");
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> PrivateKey.fromPkcs8(small.getPrivate().getEncoded()))
        .withMessage("An RSA key has 2048 to 8192 bits, found 1024");
  }

  /** Signing with it would give a signature that nobody accepts, or the key away. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 8})
  void of_rsaWithOneNumberChanged_isRefused(int changed) {
    PrivateKey key = PrivateKey.fromBytes(keyOf(KeyType.RSA));
    byte[] der = key.data();
    der[endOfNumber(der, changed) - 1] ^= 2;

    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> PrivateKey.of(KeyType.RSA, der))
        .withMessageContaining("RSA");
  }

  /** Behind the number's last byte; the version is the first of nine. */
  private static int endOfNumber(byte[] der, int index) {
    ByteBuffer from = ByteBuffer.wrap(der).position(4);
    for (int i = 0; i <= index; i++) {
      from.get();
      int length = from.get();
      if (length < 0) {
        length = length == (byte) 0x81 ? from.get() & 0xff : from.getShort();
      }
      from.position(from.position() + length);
    }
    return from.position();
  }

  @Property
  void fromBytes_anyByteChanged_isWrittenTheSameOrRefused(
      @ForAll("publicKeys") byte[] key, @ForAll @IntRange(max = 600) int at, @ForAll byte value) {
    byte[] bytes = key.clone();
    bytes[at % bytes.length] = value;
    requireStrict(bytes);
  }

  @Property
  void fromBytes_anyBytes_areWrittenTheSameOrRefused(@ForAll @Size(max = 60) byte[] bytes) {
    requireStrict(bytes);
  }

  private static void requireStrict(byte[] bytes) {
    try {
      assertThat(PublicKey.fromBytes(bytes).toBytes()).isEqualTo(bytes);
    } catch (MultiformatsException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @Property(tries = 100)
  void fromBytes_privateWithByteChanged_isWrittenTheSameOrRefused(
      @ForAll("privateKeys") byte[] key, @ForAll @IntRange(max = 2400) int at, @ForAll byte value) {
    byte[] bytes = key.clone();
    bytes[at % bytes.length] = value;
    try {
      assertThat(PrivateKey.fromBytes(bytes).toBytes()).isEqualTo(bytes);
    } catch (MultiformatsException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @Property(tries = 100)
  void fromPkcs8_withByteChanged_isReadOrRefused(
      @ForAll("privateKeys") byte[] key, @ForAll @IntRange(max = 2400) int at, @ForAll byte value) {
    byte[] der = PrivateKey.fromBytes(key).toPkcs8();
    der[at % der.length] = value;
    try {
      assertThat(PrivateKey.fromPkcs8(der).toPkcs8()).hasSizeLessThanOrEqualTo(der.length);
    } catch (MultiformatsException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<byte[]> publicKeys() {
    return keys("public_protobuf_hex");
  }

  @Provide
  Arbitrary<byte[]> privateKeys() {
    return keys("private_protobuf_hex");
  }

  /** Without the legacy key of 96 bytes, which is written otherwise than read. */
  private static Arbitrary<byte[]> keys(String field) {
    return Arbitraries.of(
        Fixture.read("peer-id-and-keys/keys.json").stream()
            .filter(vector -> !vector.has("note"))
            .map(vector -> vector.bytes(field))
            .toList());
  }
}
