package io.lumaris.payment;

import io.lumaris.account.Caller;
import io.lumaris.account.IdempotencyKey;
import io.lumaris.account.SignedIn;
import io.lumaris.market.Booked;
import io.lumaris.market.Payment;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Money that goes out. An operator pays it by hand, so that no bank's details are kept here. */
@Path("payouts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PayoutsResource {
  private static final long MOST = 1_000_000_000_000_000L;
  private static final int LONGEST_NOTE = 200;

  @Inject private Caller caller;

  /**
   * The caller's payouts.
   *
   * @param payouts newest first, at most 100
   */
  public record Payouts(List<Payment> payouts) {}

  /** The caller's payouts. */
  @GET
  public Payouts payouts() {
    return new Payouts(caller.signedIn().payouts().own());
  }

  /** Puts an amount aside until an operator has paid it. */
  @POST
  public Response request(
      @HeaderParam(IdempotencyKey.HEADER) @IdempotencyKey String key, JsonObject body) {
    SignedIn signedIn = caller.signedIn();
    Wish wish = Wish.of(body, Set.of("amount", "note"));
    UUID accountId = signedIn.market().account().id(); // as the market says, not the token
    UUID id = PaymentDesk.paymentId(accountId, key);
    Booked booked =
        signedIn.payouts().request(id, wish.amount(1, MOST), wish.text("note", LONGEST_NOTE));
    return Response.status(booked.created() ? Response.Status.CREATED : Response.Status.OK)
        .entity(booked.payment())
        .build();
  }
}
