package io.lumaris.market;

import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.UUID;

/** The market's commands as buyers and sellers give them, straight on SQL. */
final class SqlMarket {
  static final JsonObject ROOMY = free(64, 64, 262_144);

  private final MarketSql sql;

  SqlMarket(MarketSql sql) {
    this.sql = sql;
  }

  /** Every seller may take every job at once, as after an offer that nobody took. */
  void makeNoOffers() {
    sql.update("update lumaris.setting set value = 0 where name = 'offer_ms'");
  }

  /** The market has no jobs of its own. */
  void makeNoChecks() {
    sql.update("update lumaris.setting set value = 0 where name = 'checks_percent'");
  }

  /** Sellers without a record are chosen as all others are. */
  void letNoNewcomersGoFirst() {
    sql.update("update lumaris.setting set value = 0 where name = 'newcomer_percent'");
  }

  static UUID someone() {
    return UUID.randomUUID();
  }

  /** A complete spec of 1 CPU and 512 MB, as the module sends it. */
  static JsonObject spec() {
    return Json.createObjectBuilder()
        .add("image", "lumaris/busybox")
        .add("command", "true")
        .add("cpus", 1)
        .add("memory_mb", 512)
        .add("timeout_s", 600)
        .add("queue_timeout_s", 3600)
        .add("max_attempts", 3)
        .add("priority", 1)
        .add("retry_on_exit_code", false)
        .build();
  }

  static JsonObject spec(String field, int value) {
    return Json.createObjectBuilder(spec()).add(field, value).build();
  }

  static JsonObject spec(String field, JsonValue value) {
    return Json.createObjectBuilder(spec()).add(field, value).build();
  }

  static JsonObject free(int slots, int cpus, int memoryMb) {
    return Json.createObjectBuilder()
        .add("slots", slots)
        .add("cpus", cpus)
        .add("memory_mb", memoryMb)
        .build();
  }

  Reply submit(UUID buyer, String token, JsonObject spec) {
    return sql.call("job_submit(?, ?, ?::jsonb)", buyer, token, spec.toString());
  }

  UUID submitted(UUID buyer, JsonObject spec) {
    return UUID.fromString(submit(buyer, null, spec).job().getString("id"));
  }

  JsonObject job(UUID buyer, UUID job) {
    return sql.call("job_get(?, ?)", buyer, job).job();
  }

  Reply cancel(UUID buyer, UUID job) {
    return sql.call("job_cancel(?, ?)", buyer, job);
  }

  /** A new seller with plenty of everything. */
  UUID seller() {
    return seller(ROOMY);
  }

  UUID seller(JsonObject capacity) {
    UUID seller = someone();
    register(seller, capacity).ok();
    return seller;
  }

  Reply register(UUID seller, JsonObject capacity) {
    JsonObject wish =
        Json.createObjectBuilder(capacity)
            .add("isolation", Json.createArrayBuilder(List.of("runc")))
            .build();
    return sql.call("seller_update(?, ?::jsonb)", seller, wish.toString());
  }

  Reply claim(UUID seller, int max) {
    return claim(seller, ROOMY, max);
  }

  Reply claim(UUID seller, JsonObject free, int max) {
    return sql.call("job_claim(?, ?::jsonb, ?)", seller, free.toString(), max);
  }

  /** Takes exactly one job. */
  Held take(UUID seller) {
    List<JsonObject> claims = claims(claim(seller, 1));
    if (claims.size() != 1) {
      throw new AssertionError("took " + claims.size() + " jobs");
    }
    return Held.of(seller, claims.get(0));
  }

  static List<JsonObject> claims(Reply reply) {
    return reply.ok().getJsonArray("claims").getValuesAs(JsonObject.class);
  }

  Reply start(Held held) {
    return sql.call(
        "attempt_started(?, ?, ?, ?::jsonb)",
        held.seller(),
        held.attempt(),
        held.token(),
        "{\"image_digest\": \"sha256:abc\", \"profile\": {\"network\": \"none\"}}");
  }

  Reply finish(Held held, JsonObject outcome) {
    return finish(held, outcome, 0);
  }

  Reply finish(Held held, JsonObject outcome, int claimMax) {
    return sql.call(
        "attempt_finished(?, ?, ?, ?::jsonb, ?::jsonb, ?)",
        held.seller(),
        held.attempt(),
        held.token(),
        outcome.toString(),
        ROOMY.toString(),
        claimMax);
  }

  /** Tells all of this in one call, and takes up to {@code claimMax} jobs. */
  Reply report(UUID seller, int claimMax, List<JsonObject> reports) {
    return sql.call(
        "attempt_reports(?, ?::jsonb, ?::jsonb, ?)",
        seller,
        Json.createArrayBuilder(reports).build().toString(),
        ROOMY.toString(),
        claimMax);
  }

  /** A report with one part, as {@code "outcome", exit(0)}. */
  static JsonObject report(Held held, String part, JsonValue value) {
    return with(lease(held), part, value);
  }

  static JsonObject with(JsonObject report, String part, JsonValue value) {
    return Json.createObjectBuilder(report).add(part, value).build();
  }

  static JsonObject lease(Held held) {
    return Json.createObjectBuilder()
        .add("attempt_id", held.attempt().toString())
        .add("lease_token", held.token().toString())
        .build();
  }

  /** Chunks of stdout, numbered from 1. */
  static JsonArray chunks(String... texts) {
    JsonArrayBuilder chunks = Json.createArrayBuilder();
    for (int i = 0; i < texts.length; i++) {
      chunks.add(chunk(i + 1, texts[i]));
    }
    return chunks.build();
  }

  static JsonObject chunk(int seq, String text) {
    return Json.createObjectBuilder()
        .add("seq", seq)
        .add("time", 1_700_000_000_123L)
        .add("stream", "stdout")
        .add("text", text)
        .build();
  }

  static List<JsonObject> answers(Reply reply) {
    return reply.ok().getJsonArray("answers").getValuesAs(JsonObject.class);
  }

  static JsonObject exit(int code) {
    return Json.createObjectBuilder().add("exit_code", code).build();
  }

  static JsonObject outcome(String reason) {
    return Json.createObjectBuilder().add("reason", reason).build();
  }

  Reply heartbeat(Held held, String phase) {
    return heartbeat(
        held.seller(), Json.createObjectBuilder(lease(held)).add("phase", phase).build());
  }

  Reply heartbeat(UUID seller, JsonObject... leases) {
    return sql.call(
        "seller_heartbeat(?, ?::jsonb, ?::jsonb)",
        seller,
        ROOMY.toString(),
        Json.createArrayBuilder(List.of(leases)).build().toString());
  }

  /** The lease of an attempt ran out a second ago. */
  void letLeaseRunOut(Held held) {
    sql.update(
        "update lumaris.attempt set lease_until = now() - interval '1 second' where id = ?",
        held.attempt());
  }

  Reply sweep() {
    return sql.call("sweep(500)");
  }

  /**
   * An attempt somebody holds.
   *
   * @param token the fencing token
   */
  record Held(UUID seller, UUID job, UUID attempt, UUID token) {
    static Held of(UUID seller, JsonObject claim) {
      return new Held(
          seller,
          UUID.fromString(claim.getString("job_id")),
          UUID.fromString(claim.getString("attempt_id")),
          UUID.fromString(claim.getString("lease_token")));
    }
  }
}
