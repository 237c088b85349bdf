package io.lumaris.testing;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A checkout as it was asked for, and what Stripe says of it. */
public final class StripeSession {
  private static final String METADATA = "metadata[";

  private final String id = "cs_test_" + UUID.randomUUID().toString().replace("-", "");
  private final Map<String, String> form;
  private final String url;

  StripeSession(Map<String, String> form, String address) {
    this.form = Map.copyOf(form);
    this.url = address + "/pay/" + id;
  }

  /** Its id at Stripe. */
  public String id() {
    return id;
  }

  /** The page where it is paid. */
  String url() {
    return url;
  }

  /** What was asked for, by the names of Stripe's form. */
  public Map<String, String> form() {
    return form;
  }

  /** The total in the smallest unit of its currency. */
  public long amount() {
    return Long.parseLong(form.get("line_items[0][quantity]"))
        * Long.parseLong(form.get("line_items[0][price_data][unit_amount]"));
  }

  /** As it is answered to whoever began it. */
  String begun() {
    return StripeObject.of("checkout.session", values("unpaid", "open", "null", quoted(url)));
  }

  /** The event that tells that it was paid; each call is another event. */
  public String paid() {
    return paid("evt_" + UUID.randomUUID().toString().replace("-", ""), amount());
  }

  /** The same with a given id and total. */
  public String paid(String eventId, long total) {
    Map<String, String> values = values("paid", "complete", quoted("pi_3SYc2"), "null");
    values.put("amount", Long.toString(total));
    return event(
        eventId, "checkout.session.completed", StripeObject.of("checkout.session", values));
  }

  /** The event of a session whose money is still on its way. */
  public String completedUnpaid() {
    return event(
        "evt_unpaid",
        "checkout.session.completed",
        StripeObject.of(
            "checkout.session", values("unpaid", "complete", quoted("pi_3SYc2"), "null")));
  }

  /**
   * The event that tells that money went back.
   *
   * @param refunded all of it so far, in the smallest unit
   */
  public String refunded(String eventId, long refunded) {
    Map<String, String> values = new HashMap<>();
    values.put("amount", Long.toString(amount()));
    values.put("refunded", Long.toString(refunded));
    values.put("currency", form.get("line_items[0][price_data][currency]"));
    values.put("metadata", metadata("payment_intent_data[metadata]["));
    return event(eventId, "charge.refunded", StripeObject.of("charge", values));
  }

  private static String event(String id, String type, String object) {
    return StripeObject.of("event", Map.of("id", id, "type", type, "object", object));
  }

  private Map<String, String> values(String payment, String status, String intent, String page) {
    Map<String, String> values = new HashMap<>(form);
    values.put("id", id);
    values.put("amount", Long.toString(amount()));
    values.put("currency", form.get("line_items[0][price_data][currency]"));
    values.put("metadata", metadata(METADATA));
    values.put("payment_status", payment);
    values.put("status", status);
    values.put("payment_intent", intent);
    values.put("url", page);
    return values;
  }

  private String metadata(String prefix) {
    JsonObjectBuilder metadata = Json.createObjectBuilder();
    form.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            metadata.add(name.substring(prefix.length(), name.length() - 1), value);
          }
        });
    return metadata.build().toString();
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
