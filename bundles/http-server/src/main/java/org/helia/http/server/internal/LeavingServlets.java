package org.helia.http.server.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * Answers "try again" where a servlet left between being chosen for a request and being called, as
 * while its bundle is updated. The whiteboard says so with a {@link ServletException}, which no
 * servlet of ours throws, and would answer with a server error.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4">RFC 9110, 503</a>
 */
@Component(service = jakarta.servlet.Filter.class)
@HttpWhiteboardFilterPattern("/*")
public final class LeavingServlets extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final String RETRY_SECONDS = "2";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException e) {
      if (response.isCommitted()) {
        throw e;
      }
      tryAgain(response);
    }
  }

  private static void tryAgain(HttpServletResponse response) throws IOException {
    response.reset();
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Retry-After", RETRY_SECONDS);
    response.setContentType("text/plain; charset=utf-8");
    response
        .getOutputStream()
        .write("what answers here is just being replaced\n".getBytes(StandardCharsets.UTF_8));
  }
}
