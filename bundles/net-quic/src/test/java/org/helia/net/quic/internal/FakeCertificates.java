package org.helia.net.quic.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.helia.api.crypto.BadCertificateException;
import org.helia.api.crypto.PeerCertificate;
import org.helia.api.crypto.PeerCertificates;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;

/** Plain certificates, and a memory of whose they are. */
final class FakeCertificates implements PeerCertificates {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Map<PrivateKey, PeerCertificate> ISSUED = new ConcurrentHashMap<>();

  @Override
  public PeerCertificate issue(PrivateKey identity) {
    return ISSUED.computeIfAbsent(identity, FakeCertificates::make);
  }

  private static PeerCertificate make(PrivateKey identity) {
    try {
      Path folder = Files.createTempDirectory("certificates");
      Path file = folder.resolve("keys.p12");
      keytool(file, folder.resolve("keytool.log"));
      KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD);
      return new PeerCertificate(
          (X509Certificate) keys.getCertificate("peer"),
          (java.security.PrivateKey) keys.getKey("peer", PASSWORD));
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException("no certificate for " + identity, e);
    }
  }

  private static void keytool(Path file, Path log) throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process made =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "peer",
                "-keyalg",
                "EC",
                "-dname",
                "CN=peer",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
      throw new IOException("keytool failed, see " + log);
    }
  }

  @Override
  public PublicKey verify(List<X509Certificate> chain) {
    return ISSUED.entrySet().stream()
        .filter(entry -> chain.equals(List.of(entry.getValue().certificate())))
        .map(entry -> entry.getKey().publicKey())
        .findFirst()
        .orElseThrow(() -> new BadCertificateException("nobody's certificate"));
  }
}
