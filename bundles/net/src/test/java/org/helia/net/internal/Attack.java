package org.helia.net.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;

/** What hostile peers do to a node for as long as they are let. */
enum Attack {
  /** What the attackers cost by being on the same machine. */
  NONE("a process that computes and attacks nothing") {
    @Override
    void run(Crew crew) throws Exception {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        Thread computing = new Thread(Attack::compute, "computing");
        computing.setDaemon(true);
        computing.start();
      }
      crew.did(1);
      Thread.currentThread().join();
    }
  },
  /** At most so many at once as one process has descriptors for. */
  SILENT_CONNECTIONS("connections that say nothing") {
    @Override
    void run(Crew crew) throws Exception {
      Deque<AutoCloseable> open = new ArrayDeque<>();
      while (true) {
        open.add(crew.silent());
        crew.did(1);
        if (open.size() == 400) {
          open.remove().close();
        }
      }
    }
  },
  HANDSHAKES("connections that shake hands and go") {
    @Override
    void run(Crew crew) throws Exception {
      while (true) {
        crew.assault().close();
        crew.did(1);
      }
    }
  },
  RAPID_RESETS("streams opened and reset") {
    @Override
    void run(Crew crew) throws Exception {
      while (true) {
        try (Assault assault = crew.assault()) {
          while (assault.isOpen()) {
            assault.openAndReset(new byte[] {1});
            crew.did(1);
          }
        }
      }
    }
  },
  SILENT_STREAMS("streams that say nothing") {
    @Override
    void run(Crew crew) throws Exception {
      while (true) {
        try (Assault assault = crew.assault()) {
          while (assault.isOpen()) {
            assault.open(Bytes.message("/multistream/1.0.0"));
            crew.did(1);
          }
        }
      }
    }
  },
  DEAF_PERF("perf that reads nothing") {
    @Override
    void run(Crew crew) throws Exception {
      byte[] all = new byte[Long.BYTES];
      Arrays.fill(all, (byte) -1);
      List<Assault> assaults = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Assault assault = crew.assault().deaf();
        assaults.add(assault);
        for (int stream = 0; stream < 600; stream++) {
          assault.openAndEnd(Bytes.proposal(RealNode.PERF), all);
          crew.did(1);
        }
      }
      Thread.currentThread().join();
    }
  },
  DEAF_PINGS("pings that read nothing") {
    @Override
    void run(Crew crew) throws Exception {
      byte[] head = Bytes.proposal(RealNode.PING);
      byte[] pings = new byte[64 * 1_024 - head.length];
      while (true) {
        try (Assault assault = crew.assault().deaf()) {
          while (assault.isOpen()) {
            assault.open(head, pings);
            crew.did(1);
          }
        }
      }
    }
  };

  private final String what;

  Attack(String what) {
    this.what = what;
  }

  private static void compute() {
    SplittableRandom random = new SplittableRandom();
    while (random.nextLong() != 0) {
      continue; // It takes centuries until it is.
    }
  }

  /** Goes on until the process is killed. */
  abstract void run(Crew crew) throws Exception;

  @Override
  public String toString() {
    return what;
  }

  /** Who attacks. */
  static final class Crew {
    private static final int WORTH_SAYING = 100;

    private final Gang gang = new Gang();
    private final Multiaddr target;
    private final RealNode parts;
    private final Progress progress;
    private long done;

    /** Is told how far the attack is. */
    interface Progress {
      void done(long times);
    }

    /**
     * @param parts what the peers shake hands with
     */
    Crew(Multiaddr target, RealNode parts, Progress progress) {
      this.target = target;
      this.parts = parts;
      this.progress = progress;
    }

    AutoCloseable silent() throws Exception {
      return target.has(Protocol.QUIC_V1) ? gang.silentQuic(target) : gang.connect(target);
    }

    Assault assault() throws Exception {
      return gang.assault(target, parts);
    }

    void did(int times) {
      done += times;
      if (done == 1 || done % WORTH_SAYING == 0) {
        progress.done(done);
      }
    }
  }
}
