package org.helia.broker.gateway.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.CheckedBlock;
import org.helia.api.car.CarException;
import org.helia.broker.gateway.internal.GatewayException.Kind;
import org.helia.ipld.car.CarReader;
import org.helia.ipld.car.CarSection;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.jspecify.annotations.Nullable;

/**
 * The CAR of one DAG from one gateway, read by one thread; it waits when its blocks are not taken.
 */
final class CarStream {
  static final String CAR = "application/vnd.ipld.car";

  private final GatewayClient client;
  private final Candidate from;
  private final Cid root;
  private volatile @Nullable Thread reader;
  private volatile @Nullable InputStream body;
  private volatile boolean ended;

  /** When reading from the gateway began, 0 while something else is waited for. */
  private volatile long waitsSince;

  private volatile long bytes;

  CarStream(GatewayClient client, Candidate from, Cid root) {
    this.client = client;
    this.from = from;
    this.root = root;
  }

  Gateway gateway() {
    return from.gateway();
  }

  /**
   * Reads all of it.
   *
   * @param sink gets each block, checked; false when no more are wanted
   * @return how many blocks came
   * @throws GatewayException when there is no CAR, or it ends early or lies
   * @throws CancelledException when it was ended
   */
  long read(Predicate<CheckedBlock> sink) {
    reader = Thread.currentThread();
    try {
      if (ended) {
        throw new CancelledException("fetching the DAG below " + root + " was given up");
      }
      waitsSince = System.nanoTime();
      try (InputStream in = open()) {
        body = in;
        return read(new CarReader(new Metered(in)), sink);
      }
    } catch (IOException | CarException e) {
      if (ended) {
        throw new CancelledException("fetching the DAG below " + root + " was given up");
      }
      throw new GatewayException(Kind.FAILED, "its CAR ends early: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("fetching the DAG below " + root);
    } finally {
      waitsSince = 0;
      reader = null;
    }
  }

  private InputStream open() throws IOException, InterruptedException {
    client.requirePermitted(from);
    GatewayUrl url = gateway().url();
    HttpResponse<InputStream> response =
        client
            .http()
            .send(
                client.request(url, url.car(root), CAR + "; version=1; order=dfs; dups=n"),
                HttpResponse.BodyHandlers.ofInputStream());
    try {
      GatewayClient.requireOk(response.statusCode(), response.headers(), CAR);
      return response.body();
    } catch (GatewayException e) {
      response.body().close();
      throw e;
    }
  }

  private long read(CarReader car, Predicate<CheckedBlock> sink) {
    long blocks = 0;
    Optional<CarSection> section = car.next();
    while (section.isPresent()) {
      Cid cid = section.get().block().cid();
      if (cid.multihash().code() != Multicodec.IDENTITY) {
        CheckedBlock block = check(cid, section.get());
        blocks++;
        waitsSince = 0;
        if (!sink.test(block)) {
          return blocks;
        }
        waitsSince = System.nanoTime();
      }
      section = car.next();
    }
    return blocks;
  }

  private CheckedBlock check(Cid cid, CarSection section) {
    try {
      return CheckedBlock.check(
          client.hashers(), cid, section.block().bytes(), gateway().toString());
    } catch (BlockMismatchException e) {
      throw new GatewayException(Kind.LIED, "its CAR has other bytes as block " + cid, e);
    } catch (HeliaException e) {
      throw new GatewayException(Kind.FAILED, "its CAR is of no use: " + e.getMessage(), e);
    }
  }

  /** How long the gateway has been waited for, without a pause. */
  Duration waits(long now) {
    long since = waitsSince;
    return since == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, now - since));
  }

  /** How many bytes have come. */
  long bytes() {
    return bytes;
  }

  /** Ends it, from another thread. */
  void end() {
    ended = true;
    InputStream in = body;
    if (in != null) {
      try {
        in.close();
      } catch (IOException e) {
        // There is nothing more to be read from it anyway.
      }
    }
    Thread reading = reader;
    if (reading != null) {
      reading.interrupt();
    }
  }

  /** Notes that something has come. */
  private final class Metered extends FilterInputStream {
    Metered(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      if (count > 0) {
        note(count);
      }
      return count;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value >= 0) {
        note(1);
      }
      return value;
    }

    /** One thread reads, so that nothing is lost between the read and the write. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void note(int count) {
      bytes += count;
      waitsSince = System.nanoTime();
    }
  }
}
