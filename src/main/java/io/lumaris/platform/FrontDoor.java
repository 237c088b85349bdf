package io.lumaris.platform;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * The first filter of every request: sees through a trusted proxy and tells the browser what it may
 * do with what it gets, which is little: run our own files and talk to us.
 */
public class FrontDoor extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String ONE_YEAR = "max-age=31536000";

  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy",
              "camera=(), geolocation=(), microphone=(), payment=(), usb=(),"
                  + " clipboard-write=(self)");

  @Inject private transient PortalSettings settings;
  @Inject private transient PageFiles files;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest seen = settings.trustProxy() ? new ForwardedRequest(request) : request;
    HEADERS.forEach(response::setHeader);
    response.setHeader("Content-Security-Policy", policy());
    if (seen.isSecure()) {
      response.setHeader("Strict-Transport-Security", ONE_YEAR);
    }
    if (seen.getServletPath().startsWith("/api")) {
      response.setHeader("Cache-Control", "no-store");
    }
    chain.doFilter(seen, response);
  }

  private String policy() {
    return "default-src 'none'; script-src 'self' "
        + String.join(" ", files.scriptHashes())
        + "; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self';"
        + " manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
        + " require-trusted-types-for 'script'; trusted-types lit-html";
  }
}
