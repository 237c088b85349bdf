package io.lumaris.seller;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this seller's node is doing, for whoever sits at the machine and nobody else: what runs here
 * is the buyers' business.
 */
@Path("node")
@Produces(MediaType.APPLICATION_JSON)
public class NodeResource {
  private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:]*)(?::\\d+)?");

  @Inject private SellerSchedule schedule;

  /** The node's state, jobs, last results, and why nothing comes. */
  @GET
  public NodeStatus status(@Context HttpServletRequest request) {
    if (!isLocal(request)) {
      throw new ForbiddenException("Only programs on the seller's own machine may see this.");
    }
    return schedule
        .status()
        .orElseThrow(
            () -> new NotFoundException("This is no seller: lumaris.roles has no role seller."));
  }

  /**
   * Whether the caller is on this machine. A proxy on this machine speaks for others, and a page in
   * a browser here may have been made to call us under its own name.
   */
  private static boolean isLocal(HttpServletRequest request) {
    boolean forwarded =
        request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
    return !forwarded
        && isLoopback(request.getRemoteAddr())
        && OWN_NAMES.contains(hostName(request).orElse(""));
  }

  private static Optional<String> hostName(HttpServletRequest request) {
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
