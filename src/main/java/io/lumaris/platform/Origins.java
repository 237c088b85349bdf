package io.lumaris.platform;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Keeps other sites out: a page elsewhere cannot make a browser change anything here or listen in.
 *
 * <p>What changes something, and the handshake of {@code /live}, must come from the portal's own
 * origin. Browsers always say where such a request comes from; a client that says nothing, neither
 * {@code Origin} nor {@code Sec-Fetch-Site}, is no browser, and no other site can be behind it.
 */
public class Origins extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> FROM_HERE = Set.of("same-origin", "none");

  @Inject private transient PortalSettings settings;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean live = request.getServletPath().equals("/live");
    if ((live || !SAFE.contains(request.getMethod())) && !fromHere(request)) {
      Responses.send(
          response,
          Problem.of(
              403,
              "wrong_origin",
              "This request comes from another site than the portal's own. Behind a proxy, set"
                  + " lumaris.portal.trust-proxy or lumaris.portal.origins."));
      return;
    }
    chain.doFilter(request, response);
  }

  private boolean fromHere(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null) {
      String site = request.getHeader("Sec-Fetch-Site");
      return site == null || FROM_HERE.contains(site);
    }
    return origin.equals(own(request)) || settings.origins().contains(origin);
  }

  /** The origin of this request's own address, as a browser writes it: without a default port. */
  private static String own(HttpServletRequest request) {
    String host = request.getHeader("Host");
    if (host == null) {
      return "";
    }
    String scheme = request.isSecure() ? "https" : "http";
    String defaultPort = request.isSecure() ? ":443" : ":80";
    String bare =
        host.endsWith(defaultPort) ? host.substring(0, host.length() - defaultPort.length()) : host;
    return scheme + "://" + bare;
  }
}
