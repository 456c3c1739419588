/**
 * Puts Helia's configuration of HTTP into the words of Felix's HTTP service, which does the work.
 *
 * @see <a
 *     href="https://docs.osgi.org/specification/osgi.cmpn/8.1.0/service.servlet.html">Whiteboard
 *     specification for Jakarta Servlet</a>
 */
@NullMarked
package org.helia.http.server.internal;

import org.jspecify.annotations.NullMarked;
