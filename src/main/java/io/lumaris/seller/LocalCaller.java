package io.lumaris.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a request comes from whoever sits at the machine. A proxy on this machine speaks for
 * others, and a page in a browser here may have been made to call us under its own name.
 */
@RequestScoped
public class LocalCaller {
  private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:]*)(?::\\d+)?");

  @Inject private HttpServletRequest request;

  /** What runs here is the buyers' business: only this machine may see it. */
  void maySee() {
    if (!isLocal()) {
      throw new ForbiddenException("Only programs on the seller's own machine may see this.");
    }
  }

  /**
   * Only the node's own page may change how it sells, or a program that says it is that page: every
   * browser names the page it speaks for, whichever that is.
   */
  void mayChange() {
    maySee();
    String own = (request.isSecure() ? "https://" : "http://") + request.getHeader("Host");
    if (!own.equals(request.getHeader("Origin"))) {
      throw new ForbiddenException(
          "Only the node's own page may change this. A program sends the header Origin: " + own);
    }
  }

  private boolean isLocal() {
    boolean forwarded =
        request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
    return !forwarded
        && isLoopback(request.getRemoteAddr())
        && OWN_NAMES.contains(hostName().orElse(""));
  }

  private Optional<String> hostName() {
    String host = request.getHeader("Host");
    Matcher parts = HOST.matcher(host == null ? "" : host);
    return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress(); // digits: nothing is looked up
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
