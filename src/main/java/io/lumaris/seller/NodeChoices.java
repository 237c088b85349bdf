package io.lumaris.seller;

import io.lumaris.job.Ask;
import io.lumaris.job.JobJson;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the seller chose on its console. What is {@code null} was not chosen: it is as configured.
 *
 * @param hours when it takes jobs, as {@code 22:00-06:00}, or {@code always}
 * @param filters what it refuses besides the hours
 */
record NodeChoices(Ask ask, BidStrategy bids, NodeState state, String hours, JobFilters filters) {
  static final NodeChoices NONE = new NodeChoices(null, null, null, null, null);
  static final String ALWAYS = "always";

  private static final List<String> PARTS = List.of("ask", "bids", "state", "hours", "filters");
  private static final List<String> OF_ASK = List.of("start", "cpu_hour", "gb_hour");
  private static final List<String> OF_BIDS = List.of("factor", "undercut", "floor", "minimum");

  /**
   * From JSON.
   *
   * @throws io.lumaris.market.MarketException that names the field and what it must be
   */
  static NodeChoices of(JsonObject json) {
    Given given = Given.of(json, PARTS);
    return new NodeChoices(
        given.part("ask", OF_ASK, NodeChoices::ask),
        given.part("bids", OF_BIDS, NodeChoices::bids),
        given.text("state", "open, paused or draining", NodeChoices::state),
        given.text("hours", "two times of day such as 22:00-06:00, or always", NodeChoices::hours),
        given.part("filters", JobFilters.FIELDS, JobFilters::of));
  }

  /** These, and what is not among them as it was. */
  NodeChoices over(NodeChoices before) {
    return new NodeChoices(
        ask == null ? before.ask : ask,
        bids == null ? before.bids : bids,
        state == null ? before.state : state,
        hours == null ? before.hours : hours,
        filters == null ? before.filters : filters);
  }

  JsonObject json() {
    JsonObjectBuilder json = Json.createObjectBuilder();
    if (ask != null) {
      json.add("ask", json(ask));
    }
    if (bids != null) {
      json.add("bids", json(bids));
    }
    if (state != null) {
      json.add("state", state.word());
    }
    if (hours != null) {
      json.add("hours", hours);
    }
    if (filters != null) {
      json.add("filters", filters.json());
    }
    return json.build();
  }

  static JsonObject json(Ask ask) {
    return JobJson.jsonb().fromJson(JobJson.jsonb().toJson(ask), JsonObject.class);
  }

  static JsonObject json(BidStrategy bids) {
    return Json.createObjectBuilder()
        .add("factor", bids.factor())
        .add("undercut", bids.undercuts())
        .add("floor", bids.floor())
        .add("minimum", bids.minimum())
        .build();
  }

  private static Ask ask(Given given) {
    return new Ask(given.rate("start"), given.rate("cpu_hour"), given.rate("gb_hour"));
  }

  private static BidStrategy bids(Given given) {
    return new BidStrategy(
        given.number("factor", 0, SellerSettings.MOST_FACTOR),
        given.flag("undercut"),
        given.number("floor", 0, SellerSettings.MOST_FACTOR),
        given.rate("minimum"));
  }

  private static NodeState state(String word) {
    return Arrays.stream(NodeState.values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(word));
  }

  private static String hours(String text) {
    String hours = text.strip();
    if (hours.toLowerCase(Locale.ROOT).equals(ALWAYS)) {
      return ALWAYS;
    }
    DailyHours.parse(hours);
    return hours;
  }
}
