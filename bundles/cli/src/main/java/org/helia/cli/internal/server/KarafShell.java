package org.helia.cli.internal.server;

import java.io.InputStream;
import java.io.PrintStream;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.apache.karaf.shell.api.console.SessionFactory;

/**
 * Runs commands in the container's shell, each in a session of its own, with the rights of the
 * local console: only the owner of the node can open the socket.
 */
final class KarafShell implements Shell {
  private static final String USER = "karaf.local.user";
  private static final String ROLES = "karaf.local.roles";
  private static final String ALL_ROLES = "admin,manager,viewer,systembundles";

  private final SessionFactory sessions;

  KarafShell(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Execution prepare(Request request, InputStream in, PrintStream out, PrintStream err) {
    return new KarafExecution(sessions, owner(), request, in, out, err);
  }

  private static Subject owner() {
    Subject subject = new Subject();
    subject.getPrincipals().add(new UserPrincipal(System.getProperty(USER, "karaf")));
    for (String role : System.getProperty(ROLES, ALL_ROLES).split(",", -1)) {
      subject.getPrincipals().add(new RolePrincipal(role.trim()));
    }
    return subject;
  }
}
