package io.lumaris.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request as the browser sent it to the proxy before us, by what that proxy says. */
final class ForwardedRequest extends HttpServletRequestWrapper {
  private final String scheme;
  private final String host;

  ForwardedRequest(HttpServletRequest request) {
    super(request);
    this.scheme = first(request.getHeader("X-Forwarded-Proto"), request.getScheme());
    this.host = first(request.getHeader("X-Forwarded-Host"), request.getHeader("Host"));
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public boolean isSecure() {
    return scheme.equals("https");
  }

  @Override
  public String getHeader(String name) {
    return name.equalsIgnoreCase("Host") ? host : super.getHeader(name);
  }

  /** Proxies append: the first value is the one nearest to the browser. */
  private static String first(String values, String otherwise) {
    return values == null || values.isBlank() ? otherwise : values.split(",", 2)[0].strip();
  }
}
