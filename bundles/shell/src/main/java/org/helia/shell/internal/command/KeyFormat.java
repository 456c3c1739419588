package org.helia.shell.internal.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.shell.internal.grammar.UsageException;

/** How keys are written to files that Kubo reads, too. */
enum KeyFormat {
  PROTOBUF("libp2p-protobuf-cleartext", ".key") {
    @Override
    byte[] write(PrivateKey key) {
      return key.toBytes();
    }

    @Override
    PrivateKey read(byte[] bytes) {
      return PrivateKey.fromBytes(bytes);
    }
  },
  PEM("pem-pkcs8-cleartext", ".pem") {
    @Override
    byte[] write(PrivateKey key) {
      return key.toPem().getBytes(US_ASCII);
    }

    @Override
    PrivateKey read(byte[] bytes) {
      return PrivateKey.fromPem(new String(bytes, US_ASCII));
    }
  };

  /** What the options of Kubo call the first one, which is the default. */
  static final String DEFAULT = "libp2p-protobuf-cleartext";

  private final String label;
  private final String extension;

  KeyFormat(String label, String extension) {
    this.label = label;
    this.extension = extension;
  }

  /** What a file of it is called behind the name of the key. */
  String extension() {
    return extension;
  }

  /** What options call it. */
  String label() {
    return label;
  }

  /** The one that a file looks like; it may be neither. */
  static KeyFormat likely(byte[] bytes) {
    return new String(bytes, US_ASCII).stripLeading().startsWith("-----BEGIN") ? PEM : PROTOBUF;
  }

  abstract byte[] write(PrivateKey key);

  /**
   * Reads a file.
   *
   * @throws org.helia.multiformats.MultiformatsException when it is no key in this format
   */
  abstract PrivateKey read(byte[] bytes);

  static KeyFormat of(String text) {
    return Arrays.stream(values())
        .filter(format -> format.label.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "unrecognized format: %s; there are %s and %s"
                        .formatted(text, PROTOBUF.label, PEM.label)));
  }
}
