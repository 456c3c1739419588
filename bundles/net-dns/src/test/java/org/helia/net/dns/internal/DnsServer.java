package org.helia.net.dns.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** A name server on loopback, over UDP and TCP. */
final class DnsServer implements AutoCloseable {
  private static final int MAX_UDP = 512;

  private final Map<String, List<Record>> zone = new ConcurrentHashMap<>();
  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** How many questions came. */
  final AtomicInteger questions = new AtomicInteger();

  /** What it does instead of answering. */
  volatile Mood mood = Mood.HONEST;

  enum Mood {
    HONEST,
    SILENT,
    GARBAGE,
    BROKEN
  }

  DnsServer() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    udp = new DatagramSocket(new InetSocketAddress(loopback, 0));
    tcp = new ServerSocket();
    tcp.bind(new InetSocketAddress(loopback, udp.getLocalPort()));
    threads.execute(this::serveUdp);
    threads.execute(this::serveTcp);
  }

  String text() {
    return "127.0.0.1:" + udp.getLocalPort();
  }

  DnsServer txt(String name, long seconds, String... texts) {
    for (String text : texts) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < text.length(); i += 255) {
        parts.add(text.substring(i, Math.min(text.length(), i + 255)));
      }
      add(name, new TXTRecord(name(name), DClass.IN, seconds, parts));
    }
    return this;
  }

  DnsServer ip(String name, String... ips) throws IOException {
    for (String ip : ips) {
      InetAddress address = InetAddress.getByName(ip);
      add(
          name,
          address.getAddress().length == 4
              ? new ARecord(name(name), DClass.IN, 60, address)
              : new AAAARecord(name(name), DClass.IN, 60, address));
    }
    return this;
  }

  DnsServer alias(String name, String other) {
    return add(name, new CNAMERecord(name(name), DClass.IN, 60, name(other)));
  }

  private DnsServer add(String name, Record record) {
    zone.computeIfAbsent(name, each -> new ArrayList<>()).add(record);
    return this;
  }

  private static Name name(String text) {
    return Name.fromConstantString(text + ".");
  }

  private void serveUdp() {
    byte[] buffer = new byte[4_096];
    while (!udp.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        byte[] asked = Arrays.copyOf(packet.getData(), packet.getLength());
        byte[] answer = answer(asked, MAX_UDP);
        if (answer.length > 0) {
          udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try (Socket socket = tcp.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] asked = in.readNBytes(in.readUnsignedShort());
        byte[] answer = answer(asked, 65_535);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(answer.length);
        out.write(answer);
      } catch (IOException e) {
        continue;
      }
    }
  }

  private byte[] answer(byte[] asked, int max) throws IOException {
    questions.incrementAndGet();
    return switch (mood) {
      case SILENT -> new byte[0];
      case GARBAGE -> new byte[] {asked[0], asked[1], -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 1};
      default -> answer(new Message(asked), max);
    };
  }

  private byte[] answer(Message asked, int max) {
    Record question = asked.getQuestion();
    Message answer = new Message(asked.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.addRecord(question, Section.QUESTION);
    if (mood == Mood.BROKEN) {
      answer.getHeader().setRcode(Rcode.SERVFAIL);
      return answer.toWire();
    }
    List<Record> known = zone.get(question.getName().toString(true));
    if (known == null) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
      answer.addRecord(authority(), Section.AUTHORITY);
    } else {
      known.stream()
          .filter(each -> each.getType() == question.getType() || each.getType() == Type.CNAME)
          .forEach(each -> answer.addRecord(each, Section.ANSWER));
    }
    return answer.toWire(max);
  }

  private static Record authority() {
    Name root = Name.root;
    return new SOARecord(root, DClass.IN, 60, root, root, 1, 60, 60, 60, 60);
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
    threads.shutdownNow();
  }
}
