package io.lumaris.payment;

import io.lumaris.account.Caller;
import io.lumaris.account.IdempotencyKey;
import io.lumaris.job.Money;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/** Money that comes in. */
@Path("payments")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PaymentsResource {
  private static final String BACK_AT = "/account";

  @Inject private Caller caller;
  @Inject private PaymentDesk desk;
  @Inject private PaymentProcessor processor;
  @Inject private PaymentSettings settings;
  @Context private HttpServletRequest request;

  /**
   * How to have more credits; all but the first two are absent without a processor.
   *
   * @param processor none or stripe
   * @param how a sentence
   * @param currency of the price
   * @param unitPrice of one credit, in the currency's smallest unit
   * @param least the smallest amount of one payment, in micro-credits
   * @param most the largest
   */
  public record Options(
      String processor, String how, String currency, Long unitPrice, Long least, Long most) {}

  /**
   * A payment that has begun.
   *
   * @param url the processor's page
   */
  public record Checkout(URI url) {}

  /**
   * Answer to an event.
   *
   * @param received always true
   */
  public record Received(boolean received) {}

  /** What the page needs to know before somebody pays. */
  @GET
  public Options options() {
    if (settings.identity().isEmpty()) {
      return new Options(processor.name(), processor.how(), null, null, null, null);
    }
    return new Options(
        processor.name(),
        processor.how(),
        settings.price().currency(),
        settings.price().perCredit(),
        settings.least() * Money.CREDIT,
        settings.most() * Money.CREDIT);
  }

  /** Begins a payment at the processor. */
  @POST
  @Path("checkout")
  public Checkout checkout(
      @HeaderParam(IdempotencyKey.HEADER) @IdempotencyKey String key, JsonObject body) {
    UUID accountId = caller.signedIn().market().account().id(); // as the market says, not the token
    long amount =
        Wish.of(body, Set.of("amount"))
            .amount(settings.least() * Money.CREDIT, settings.most() * Money.CREDIT);
    if (amount % Money.CREDIT != 0) {
      throw Wish.wrong("amount", "must be whole credits: a multiple of " + Money.CREDIT);
    }
    return new Checkout(
        desk.startCheckout(accountId, amount / Money.CREDIT, key, URI.create(origin() + BACK_AT)));
  }

  /** An event of the processor, which has no session: its signature says who sends it. */
  @POST
  @Path("webhook")
  @Consumes(MediaType.WILDCARD)
  public Received webhook(byte[] body) {
    String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
    desk.take(processor.readEvent(text, request::getHeader));
    return new Received(true);
  }

  /** Where the page is: as the browser says, whose word was checked before this was reached. */
  private String origin() {
    String told = request.getHeader("Origin");
    return told != null
        ? told
        : (request.isSecure() ? "https://" : "http://") + request.getHeader("Host");
  }
}
