package io.lumaris.operator;

import io.lumaris.account.Caller;
import io.lumaris.market.Booked;
import io.lumaris.market.Decided;
import io.lumaris.market.Operations;
import io.lumaris.market.Payment;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * What an operator looks at and does. Nothing is checked here: who is an operator, and what a field
 * may be, the market says.
 */
@Path("operator")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OperatorResource {

  @Inject private Caller caller;

  /**
   * Payouts of all accounts.
   *
   * @param payouts those that wait, the oldest first
   */
  public record Waiting(List<Payment> payouts) {}

  /** How the market is. */
  @GET
  @Path("overview")
  public JsonObject overview() {
    return operations().overview();
  }

  /** What may be set. */
  @GET
  @Path("settings")
  public JsonObject settings() {
    return operations().settings();
  }

  /** Changes a setting, for everybody and at once. */
  @PUT
  @Path("settings/{name}")
  public JsonObject set(
      @PathParam("name") String name,
      @NotNull(message = "is missing: send {\"value\"}") JsonObject value) {
    return operations().set(with(value, "name", name));
  }

  /** Looks through all the books. */
  @GET
  @Path("audit")
  public JsonObject audit() {
    return operations().audit();
  }

  /** Payouts that wait for an operator. */
  @GET
  @Path("payouts")
  public Waiting payouts() {
    return new Waiting(caller.signedIn().payouts().waiting());
  }

  /** Says that a payout was paid, or gives it back. */
  @POST
  @Path("payouts/{id}")
  public Decided settle(
      @PathParam("id") String id,
      @NotNull(message = "is missing: send {\"paid\", \"note\"?}") JsonObject decision) {
    return operations().settle(with(decision, "payment_id", id));
  }

  /** Puts credits into an account. */
  @POST
  @Path("top-ups")
  public Response topUp(
      @NotNull(
              message = "is missing: send {\"account_id\", \"amount\", \"payment_id\"?, \"note\"?}")
          JsonObject payment) {
    Booked booked = operations().topUp(payment);
    return Response.status(booked.created() ? Response.Status.CREATED : Response.Status.OK)
        .entity(booked.payment())
        .build();
  }

  private Operations operations() {
    return caller.signedIn().operations();
  }

  /** The address says which one it is, whatever the body says. */
  private static JsonObject with(JsonObject body, String name, String value) {
    return Json.createObjectBuilder(body).add(name, value).build();
  }
}
