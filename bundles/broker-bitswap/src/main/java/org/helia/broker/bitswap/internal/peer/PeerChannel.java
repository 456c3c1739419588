package org.helia.broker.bitswap.internal.peer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.HeliaException;
import org.helia.api.net.NetException;
import org.helia.api.net.Stream;
import org.helia.broker.bitswap.internal.wire.Message;
import org.helia.broker.bitswap.internal.wire.Payload;
import org.helia.broker.bitswap.internal.wire.Presence;
import org.helia.broker.bitswap.internal.wire.ProtocolVersion;
import org.helia.broker.bitswap.internal.wire.WantEntry;
import org.helia.multiformats.Cid;
import org.helia.multiformats.peer.PeerId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that goes to one peer, on one stream. What is handed over while a message is on its way goes
 * with the next one, so nothing waits for company, and there is little to send alone.
 *
 * <p>Other implementations take bytes on streams that they did not open and never answer there, and
 * abort such streams when they are idle. So the stream is ended here when it is idle, and when one
 * is lost, the next begins with the whole want list, as the last changes may not have arrived.
 */
public final class PeerChannel {
  private static final Logger LOG = LoggerFactory.getLogger(PeerChannel.class);

  /** Idle streams end before Helia aborts them, which it does after 10 seconds. */
  private static final Duration MAX_IDLE = Duration.ofSeconds(5);

  /** Small blocks travel together up to so many bytes. */
  private static final int MESSAGE_BYTES = 256 * 1024;

  private static final int MAX_MESSAGE_WANTS = 2_048;
  private static final int MAX_MESSAGE_PRESENCES = 2_048;

  private final PeerId peer;
  private final StreamOpener opener;
  private final ChannelListener listener;
  private final Executor workers;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();

  /** What of the want list has changed since it was last sent; the latest for each block. */
  private final Map<Cid, WantEntry> wants = new LinkedHashMap<>();

  /** Answers without blocks: short, and others wait for what they say, so they go first. */
  private final Deque<Reply> presences = new ArrayDeque<>();

  private final Deque<Reply> replies = new ArrayDeque<>();
  private long replyBytes;
  private boolean sending;
  private boolean closed;
  private boolean wantsUncertain;
  private boolean idleWatch;
  private long lastUse;
  private @Nullable Stream stream;

  /**
   * @param workers runs what waits for the network
   */
  public PeerChannel(
      PeerId peer, StreamOpener opener, ChannelListener listener, Executor workers, Time time) {
    this.peer = peer;
    this.opener = opener;
    this.listener = listener;
    this.workers = workers;
    this.time = time;
  }

  /** Who is at the other end. */
  public PeerId peer() {
    return peer;
  }

  /** Asks, or takes a question back. Never waits. */
  public void ask(Collection<WantEntry> entries) {
    boolean start;
    lock.lock();
    try {
      entries.forEach(entry -> wants.put(entry.cid(), entry));
      start = mayStart();
    } finally {
      lock.unlock();
    }
    begin(start);
  }

  /** Answers. Never waits. */
  public void answer(Reply reply) {
    boolean start;
    lock.lock();
    try {
      if (!closed) {
        (reply.blocks().isEmpty() ? presences : replies).add(reply);
        replyBytes += reply.bytes();
      }
      start = mayStart();
    } finally {
      lock.unlock();
    }
    if (start || !isClosed()) {
      begin(start);
    } else {
      reply.done().accept(false);
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** What is sent no more after this; the stream ends. */
  public void close() {
    Stream open;
    List<Reply> dropped;
    lock.lock();
    try {
      closed = true;
      open = stream;
      stream = null;
      dropped = dropPending();
    } finally {
      lock.unlock();
    }
    if (open != null) {
      open.reset();
    }
    dropped.forEach(reply -> reply.done().accept(false));
  }

  private List<Reply> dropPending() {
    List<Reply> dropped = new ArrayList<>(presences);
    dropped.addAll(replies);
    presences.clear();
    replies.clear();
    replyBytes = 0;
    wants.clear();
    return dropped;
  }

  private boolean mayStart() {
    boolean start = !sending && !closed;
    sending |= start;
    return start;
  }

  private void begin(boolean start) {
    if (start) {
      try {
        workers.execute(this::send);
      } catch (RejectedExecutionException e) {
        close(); // The node stops.
      }
    }
  }

  @SuppressWarnings("CatchingUnchecked") // Whatever happens, what waits for it is told.
  private void send() {
    for (Batch batch = next(); batch != null; batch = next()) {
      try {
        sendOrRetry(batch);
        batch.done(true);
      } catch (HeliaException e) {
        failed(batch, e);
      } catch (RuntimeException | Error e) {
        failed(batch, new NetException("sending failed: " + e, e));
        stopped();
        throw e;
      }
    }
  }

  private void stopped() {
    lock.lock();
    try {
      sending = false;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Batch next() {
    lock.lock();
    try {
      if (closed
          || (wants.isEmpty() && presences.isEmpty() && replies.isEmpty() && !wantsUncertain)) {
        sending = false;
        lastUse = time.nanos();
        watchIdle();
        return null;
      }
      return take();
    } finally {
      lock.unlock();
    }
  }

  private Batch take() {
    Batch batch = new Batch();
    var each = wants.values().iterator();
    while (each.hasNext() && batch.wants.size() < MAX_MESSAGE_WANTS) {
      batch.wants.add(each.next());
      each.remove();
    }
    takeReplies(presences, batch);
    takeReplies(replies, batch);
    batch.pendingBytes = (int) Math.min(replyBytes, Integer.MAX_VALUE);
    return batch;
  }

  private void takeReplies(Deque<Reply> from, Batch batch) {
    while (!from.isEmpty() && batch.hasRoomFor(from.getFirst())) {
      Reply reply = from.removeFirst();
      replyBytes -= reply.bytes();
      batch.add(reply);
    }
  }

  private void sendOrRetry(Batch batch) {
    try {
      write(batch);
    } catch (NetException e) {
      LOG.debug("a stream to peer {} is lost; trying another", peer, e);
      lost(currentStream());
      write(batch);
    }
  }

  private void write(Batch batch) {
    Stream to = currentStream();
    boolean fresh = to == null;
    if (to == null) {
      to = opener.open(peer);
      keep(to);
      listener.speaks(peer, ProtocolVersion.of(to.protocol()));
    }
    Message message = batch.message(takeUncertain() ? listener.liveWants(peer) : null);
    if (!message.isEmpty()) {
      message.write(to, ProtocolVersion.of(to.protocol()));
    }
    if (fresh) {
      watch(to);
    }
  }

  private @Nullable Stream currentStream() {
    lock.lock();
    try {
      return stream;
    } finally {
      lock.unlock();
    }
  }

  private void keep(Stream opened) {
    lock.lock();
    try {
      if (!closed) {
        stream = opened;
        return;
      }
    } finally {
      lock.unlock();
    }
    opened.reset();
    throw new NetException("the peer has gone");
  }

  private boolean takeUncertain() {
    lock.lock();
    try {
      boolean uncertain = wantsUncertain;
      wantsUncertain = false;
      return uncertain;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is read from the stream but its end: an abort means that something may be lost. */
  private void watch(Stream opened) {
    opened.whenReadable(
        () -> {
          try {
            ByteBuffer one = ByteBuffer.allocate(1);
            if (opened.read(one) >= 0) {
              opened.reset();
              lost(opened);
            }
          } catch (NetException e) {
            lost(opened);
          }
        });
  }

  private void lost(@Nullable Stream gone) {
    boolean start = false;
    lock.lock();
    try {
      if (gone != null && stream == gone) {
        stream = null;
        wantsUncertain = true;
        start = mayStart();
      }
    } finally {
      lock.unlock();
    }
    begin(start);
  }

  private void failed(Batch batch, HeliaException why) {
    LOG.debug("nothing can be sent to peer {}", peer, why);
    List<Reply> dropped;
    Stream open;
    lock.lock();
    try {
      dropped = dropPending();
      wantsUncertain = false;
      open = stream;
      stream = null;
    } finally {
      lock.unlock();
    }
    if (open != null) {
      open.reset();
    }
    batch.done(false);
    dropped.forEach(reply -> reply.done().accept(false));
    listener.unreachable(peer, String.valueOf(why.getMessage()));
  }

  /** Called under the lock. */
  private void watchIdle() {
    if (stream != null && !idleWatch) {
      idleWatch = true;
      time.after(MAX_IDLE, this::endIfIdle);
    }
  }

  private void endIfIdle() {
    Stream idle = null;
    lock.lock();
    try {
      idleWatch = false;
      if (sending || stream == null) {
        return; // The next pause watches again.
      }
      long left = MAX_IDLE.toNanos() - (time.nanos() - lastUse);
      if (left > 0) {
        idleWatch = true;
        time.after(Duration.ofNanos(left), this::endIfIdle);
      } else {
        idle = stream;
        stream = null;
      }
    } finally {
      lock.unlock();
    }
    if (idle != null) {
      idle.close();
    }
  }

  /** What goes into one message. */
  private static final class Batch {
    private final List<WantEntry> wants = new ArrayList<>();
    private final List<Reply> replies = new ArrayList<>();
    private final List<Payload> blocks = new ArrayList<>();
    private final List<Presence> presences = new ArrayList<>();
    private long blockBytes;
    private int pendingBytes;

    boolean hasRoomFor(Reply reply) {
      return replies.isEmpty()
          || ((blockBytes == 0 || blockBytes + reply.bytes() <= MESSAGE_BYTES)
              && presences.size() + reply.presences().size() <= MAX_MESSAGE_PRESENCES);
    }

    void add(Reply reply) {
      replies.add(reply);
      blocks.addAll(reply.blocks());
      presences.addAll(reply.presences());
      blockBytes += reply.bytes();
    }

    /**
     * @param whole the whole want list, when that is to replace what the peer knows
     */
    Message message(@Nullable List<WantEntry> whole) {
      return new Message(
          whole != null, whole != null ? whole : wants, blocks, presences, pendingBytes);
    }

    void done(boolean sent) {
      replies.forEach(reply -> reply.done().accept(sent));
    }
  }
}
