package org.helia.shell.internal.complete;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.helia.api.HeliaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A completer that needs to know only what has been typed of the word. What goes wrong completes
 * nothing.
 */
abstract class SimpleCompleter implements Completer {
  private static final Logger LOG = LoggerFactory.getLogger(SimpleCompleter.class);

  /** Adds what the word may become. */
  abstract void complete(
      Session session, CommandLine line, String typed, List<Candidate> candidates) throws Exception;

  @Override
  public final int complete(Session session, CommandLine line, List<String> candidates) {
    List<Candidate> found = new ArrayList<>();
    completeCandidates(session, line, found);
    found.forEach(candidate -> candidates.add(candidate.value()));
    return 0;
  }

  @Override
  public final void completeCandidates(
      Session session, CommandLine line, List<Candidate> candidates) {
    try {
      String word = line.getCursorArgument();
      complete(
          session,
          line,
          word == null ? "" : word.substring(0, line.getArgumentPosition()),
          candidates);
    } catch (HeliaException e) {
      LOG.debug("nothing to complete", e);
    } catch (Exception e) {
      LOG.warn("completing failed", e);
    }
  }

  /** A whole word. */
  static Candidate whole(String value, String description) {
    return new Candidate(
        value, value, null, description.isEmpty() ? null : description, null, null, true);
  }

  /** The beginning of a word, to be completed further. */
  static Candidate beginning(String value) {
    return new Candidate(value, false);
  }
}
