package org.helia.itests;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A name server on loopback that knows of each name that it is 127.0.0.1.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4.1">RFC 1035, messages</a>
 */
final class NameServer implements AutoCloseable {
  private static final int MAX_BYTES = 512;
  private static final int HEADER_BYTES = 12;
  private static final short RESPONSE = (short) 0x8180;
  private static final short TYPE_A = 1;
  private static final short CLASS_IN = 1;

  /** Zero: each answer is for one question only. */
  private static final int TTL_SECONDS = 0;

  /** Where the question's name is. */
  private static final short POINTER = (short) 0xC00C;

  private final DatagramSocket socket;

  NameServer() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    new Thread(this::serve, "name-server").start();
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
        socket.receive(packet);
        byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static byte[] answer(byte[] asked) {
    int end = HEADER_BYTES;
    while (asked[end] != 0) {
      end += 1 + asked[end];
    }
    short type = ByteBuffer.wrap(asked).getShort(end + 1);
    int question = end + 5;
    boolean known = type == TYPE_A;
    ByteBuffer answer = ByteBuffer.allocate(question + 16);
    answer.put(asked, 0, 2).putShort(RESPONSE);
    answer.putShort((short) 1).putShort((short) (known ? 1 : 0)).putInt(0);
    answer.put(asked, HEADER_BYTES, question - HEADER_BYTES);
    if (known) {
      answer.putShort(POINTER).putShort(TYPE_A).putShort(CLASS_IN).putInt(TTL_SECONDS);
      answer.putShort((short) 4).put(new byte[] {127, 0, 0, 1});
    }
    return Arrays.copyOf(answer.array(), answer.position());
  }

  @Override
  public void close() {
    socket.close();
  }
}
