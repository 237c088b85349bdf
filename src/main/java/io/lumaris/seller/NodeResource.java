package io.lumaris.seller;

import io.lumaris.job.Ask;
import io.lumaris.market.MarketException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;

/**
 * This seller's node, for whoever sits at the machine and nobody else: what runs here is the
 * buyers' business, and what it costs is the seller's.
 */
@Path("node")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class NodeResource {
  private static final Pattern RATE = Pattern.compile("\\d{1,12}");

  @Inject private SellerSchedule schedule;
  @Inject private LocalCaller caller;

  /** The node's state, jobs, last results, and why nothing comes. */
  @GET
  public NodeStatus status() {
    return seen().status();
  }

  /** How it sells, and where each value comes from. */
  @GET
  @Path("settings")
  public JsonObject settings() {
    return seen().settings();
  }

  /** Changes the values that are given, at once and for good. */
  @PUT
  @Path("settings")
  public JsonObject choose(
      @NotNull(
              message =
                  "is missing: send {\"ask\", \"bids\", \"state\", \"hours\", \"filters\"}, or some of it")
          JsonObject choices) {
    caller.mayChange();
    NodeConsole node = seen();
    node.choose(choices);
    return node.settings();
  }

  /** Goes back to the configuration. */
  @DELETE
  @Path("settings")
  public JsonObject forget() {
    caller.mayChange();
    NodeConsole node = seen();
    node.forget();
    return node.settings();
  }

  /** Record, earnings, and how a price would have done: all of the price, or nothing of it. */
  @GET
  @Path("insight")
  public JsonObject insight(
      @QueryParam("start") String start,
      @QueryParam("cpu_hour") String cpuHour,
      @QueryParam("gb_hour") String gbHour) {
    NodeConsole node = seen();
    boolean own = start == null && cpuHour == null && gbHour == null;
    return node.insight(
        own
            ? null
            : new Ask(rate("start", start), rate("cpu_hour", cpuHour), rate("gb_hour", gbHour)));
  }

  private NodeConsole seen() {
    caller.maySee();
    return schedule
        .console()
        .orElseThrow(
            () -> new NotFoundException("This is no seller: lumaris.roles has no role seller."));
  }

  private static long rate(String name, String text) {
    if (text == null || !RATE.matcher(text).matches()) {
      String sent = text == null ? "it is missing" : "you sent " + text;
      throw new MarketException(
          "invalid_request", name, "must be a whole number of micro-credits, " + sent, false, null);
    }
    return Long.parseLong(text);
  }
}
