package org.helia.net.yamux.internal;

import java.time.Duration;

/**
 * What can be chosen.
 *
 * @param maxWindow what a stream's window grows to, in bytes
 * @param keepAlive how often the remote is asked whether it is there
 * @param answerWithin how long it may say nothing after that
 */
record Options(int maxWindow, Duration keepAlive, Duration answerWithin) {
  static final Options DEFAULTS =
      new Options(16 * 1_024 * 1_024, Duration.ofSeconds(30), Duration.ofSeconds(10));
}
