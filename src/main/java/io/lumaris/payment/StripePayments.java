package io.lumaris.payment;

import com.stripe.StripeClient;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import java.net.URI;
import java.util.function.UnaryOperator;

/** Stripe: its Checkout page takes the card, its signed events say what became of it. */
final class StripePayments implements PaymentProcessor {
  static final String NAME = "stripe";
  static final String SIGNATURE = "Stripe-Signature";

  private static final System.Logger LOGGER = System.getLogger(StripePayments.class.getName());
  private static final int CONNECT_TIMEOUT_MS = 3_000;
  private static final int READ_TIMEOUT_MS = 15_000;
  private static final int REPEATS = 1; // safe: each checkout has an idempotency key

  private final StripeClient client;
  private final String webhookSecret;

  StripePayments(StripeSettings settings) {
    StripeClient.StripeClientBuilder builder =
        StripeClient.builder()
            .setApiKey(settings.secretKey())
            .setConnectTimeout(CONNECT_TIMEOUT_MS)
            .setReadTimeout(READ_TIMEOUT_MS)
            .setMaxNetworkRetries(REPEATS);
    settings.apiBase().ifPresent(base -> builder.setApiBase(base.toString()));
    this.client = builder.build();
    this.webhookSecret = settings.webhookSecret();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String how() {
    return "You pay on Stripe's page; the credits are in your account as soon as Stripe says so.";
  }

  @Override
  public URI startCheckout(TopUp topUp, URI page) {
    RequestOptions once =
        RequestOptions.builder().setIdempotencyKey("lumaris-" + topUp.paymentId()).build();
    try {
      return URI.create(
          client.v1().checkout().sessions().create(session(topUp, page), once).getUrl());
    } catch (IdempotencyException e) {
      throw new PaymentException(
          "token_conflict",
          null,
          "This Idempotency-Key began another payment: use a new one for a new payment.",
          e);
    } catch (StripeException e) {
      throw failed(e);
    }
  }

  @Override
  public PaymentEvent readEvent(String body, UnaryOperator<String> headers) {
    String signature = headers.apply(SIGNATURE);
    try {
      if (signature == null) {
        throw new SignatureVerificationException("there is none", null);
      }
      Webhook.Signature.verifyHeader(body, signature, webhookSecret, Webhook.DEFAULT_TOLERANCE);
    } catch (SignatureVerificationException e) {
      throw new PaymentException(
          "wrong_signature",
          null,
          "The header " + SIGNATURE + " is missing, too old, or not of this body and this secret.",
          e);
    }
    return StripeEvents.read(body);
  }

  private static SessionCreateParams session(TopUp topUp, URI page) {
    SessionCreateParams.PaymentIntentData.Builder intent =
        SessionCreateParams.PaymentIntentData.builder();
    SessionCreateParams.Builder session =
        SessionCreateParams.builder()
            .setMode(SessionCreateParams.Mode.PAYMENT)
            .setClientReferenceId(topUp.accountId().toString())
            .setSuccessUrl(page + "?payment=" + topUp.paymentId())
            .setCancelUrl(page + "?payment=cancelled")
            .addLineItem(lineItem(topUp));
    // On the session for the payment, on the intent for its refunds: each event shows one of them.
    StripeEvents.metadata(topUp)
        .forEach(
            (key, value) -> {
              session.putMetadata(key, value);
              intent.putMetadata(key, value);
            });
    return session.setPaymentIntentData(intent.build()).build();
  }

  private static LineItem lineItem(TopUp topUp) {
    return LineItem.builder()
        .setQuantity(topUp.credits())
        .setPriceData(
            LineItem.PriceData.builder()
                .setCurrency(topUp.price().currency())
                .setUnitAmount(topUp.price().perCredit())
                .setProductData(
                    LineItem.PriceData.ProductData.builder().setName("LUMARIS credit").build())
                .build())
        .build();
  }

  /** Stripe's own sentence is for the operator: to the payer it would say nothing. */
  private static PaymentException failed(StripeException e) {
    LOGGER.log(
        System.Logger.Level.WARNING,
        "Stripe began no payment: {0}, status {1}, code {2}, request {3}",
        e.getClass().getSimpleName(),
        e.getStatusCode(),
        e.getCode(),
        e.getRequestId());
    return new PaymentException(
        PaymentException.UNAVAILABLE,
        null,
        "The payment could not be begun, and nothing was paid: try again in a minute. If it stays"
            + " so, the portal's log has Stripe's reason.",
        e);
  }
}
