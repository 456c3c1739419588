package org.helia.net.ws.internal;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** The files of keys and certificates that the configuration names. */
final class Certificates {
  private final WsConfig config;

  Certificates(WsConfig config) {
    this.config = config;
  }

  /**
   * What to listen with.
   *
   * @throws IOException when no key store is configured or it cannot be read; the message says
   *     which
   */
  SslContext forListening() throws IOException {
    if (config.keyStorePath().isEmpty()) {
      throw new IOException(
          "TLS needs a certificate; set keyStorePath of org.helia.net.ws to a PKCS#12 file");
    }
    try {
      char[] password = config.keyStorePassword().toCharArray();
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(load(config.keyStorePath(), password), password);
      return SslContextBuilder.forServer(keys).sslProvider(SslProvider.JDK).build();
    } catch (GeneralSecurityException e) {
      throw unusable(config.keyStorePath(), e);
    }
  }

  /**
   * What to check those with that are dialled: the certificate must be for the name or IP of the
   * address, and of an authority that is trusted.
   *
   * @throws IOException when the configured trust store cannot be read
   */
  SslContext forDialling() throws IOException {
    SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
    if (!config.trustStorePath().isEmpty()) {
      builder.trustManager(trusted());
    }
    return builder.endpointIdentificationAlgorithm("HTTPS").build();
  }

  private TrustManagerFactory trusted() throws IOException {
    try {
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(load(config.trustStorePath(), config.trustStorePassword().toCharArray()));
      return trusted;
    } catch (GeneralSecurityException e) {
      throw unusable(config.trustStorePath(), e);
    }
  }

  private static KeyStore load(String path, char[] password)
      throws IOException, GeneralSecurityException {
    try {
      return KeyStore.getInstance(new File(path), password);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private static IOException unusable(String path, Exception cause) {
    return new IOException("cannot use the key store " + path + ": " + cause.getMessage(), cause);
  }
}
