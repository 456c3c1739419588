package org.helia.pins.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinException;
import org.helia.multiformats.Cid;

/** A pin as bytes: version, depth, times, name, notes; what is in its key is not in its value. */
final class PinCodec {
  private static final int VERSION = 1;
  private static final long NEVER = Long.MAX_VALUE;

  private PinCodec() {}

  static byte[] encode(Pin pin) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(pin.depth());
      out.writeLong(pin.created().toEpochMilli());
      out.writeLong(pin.expiry().map(Instant::toEpochMilli).orElse(NEVER));
      writeText(out, pin.name());
      out.writeInt(pin.metadata().size());
      for (Map.Entry<String, String> note : new TreeMap<>(pin.metadata()).entrySet()) {
        writeText(out, note.getKey());
        writeText(out, note.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Pin decode(Cid cid, String owner, byte[] value) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new PinException(
            "the record of pin %s has version %d, this program knows %d"
                .formatted(cid, version, VERSION));
      }
      int depth = in.readInt();
      Instant created = Instant.ofEpochMilli(in.readLong());
      long expiry = in.readLong();
      String name = readText(in);
      Map<String, String> notes = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        notes.put(readText(in), readText(in));
      }
      return new Pin(
          cid,
          depth,
          owner,
          name,
          notes,
          created,
          expiry == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expiry)));
    } catch (IOException e) {
      throw new PinException("the record of pin " + cid + " is damaged", e);
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a text of " + length + " bytes");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
