package org.helia.testkit.net;

import java.time.Duration;

/** Brings what is sent to the other end, in order. */
interface Lane {
  /** Delivers on the calling thread. */
  Lane AT_ONCE =
      new Lane() {
        @Override
        public void send(int bytes, Runnable arrival) {
          arrival.run();
        }

        @Override
        public void acknowledge(Runnable arrival) {
          arrival.run();
        }

        @Override
        public boolean awaitRoom(Duration timeout) {
          return true;
        }

        @Override
        public int pieceBytes() {
          return MAX_PIECE_BYTES;
        }
      };

  /** The most bytes that are sent as one piece. */
  int MAX_PIECE_BYTES = 64 * 1024;

  /**
   * Sends something.
   *
   * @param bytes how long it is
   * @param arrival what happens at the other end; must not wait
   */
  void send(int bytes, Runnable arrival);

  /** Sends something that costs nothing and does not get lost, as acknowledgements do not. */
  void acknowledge(Runnable arrival);

  /**
   * Waits while too much waits already to be sent.
   *
   * @return false when that was so for too long
   */
  boolean awaitRoom(Duration timeout);

  /** The most bytes to send as one piece. */
  int pieceBytes();
}
