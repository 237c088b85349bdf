package io.lumaris.market;

import io.lumaris.testing.RawUser;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests of the wire, for tests on the running Nakama. All tests share one market, so each has a
 * size of job of its own and a seller that has room for just that.
 */
final class WireMarket {
  private static final AtomicInteger SIZES = new AtomicInteger(16);

  private final int memoryMb = SIZES.getAndIncrement();

  JsonObject spec() {
    return Json.createObjectBuilder()
        .add("image", "lumaris/busybox")
        .add("command", "true")
        .add("cpus", 0.1)
        .add("memory_mb", memoryMb)
        .build();
  }

  JsonObject submission() {
    return Json.createObjectBuilder().add("spec", spec()).build();
  }

  /** Room for one job of this size. */
  JsonObject free() {
    return Json.createObjectBuilder()
        .add("slots", 1)
        .add("cpus", 0.1)
        .add("memory_mb", memoryMb)
        .build();
  }

  JsonObject offer() {
    return Json.createObjectBuilder(free())
        .add("isolation", Json.createArrayBuilder().add("runc"))
        .build();
  }

  JsonObject claim() {
    return Json.createObjectBuilder().add("free", free()).add("max", 1).build();
  }

  RawUser seller() {
    RawUser seller = RawUser.signedIn();
    seller.rpc("seller_update", offer()).ok();
    return seller;
  }

  String submitted(RawUser buyer) {
    return buyer.rpc("job_submit", submission()).ok().getJsonObject("job").getString("id");
  }

  /** The fenced fields of the one claim that is there. */
  JsonObject taken(RawUser seller) {
    JsonObject claim =
        seller.rpc("job_claim", claim()).ok().getJsonArray("claims").getJsonObject(0);
    return Json.createObjectBuilder()
        .add("attempt_id", claim.getString("attempt_id"))
        .add("lease_token", claim.getString("lease_token"))
        .build();
  }

  static JsonObject job(String id) {
    return Json.createObjectBuilder().add("job_id", id).build();
  }

  static JsonObject logs(JsonObject lease, int firstSeq, String... texts) {
    JsonArrayBuilder chunks = Json.createArrayBuilder();
    for (int i = 0; i < texts.length; i++) {
      chunks.add(
          Json.createObjectBuilder()
              .add("seq", firstSeq + i)
              .add("time", 1_700_000_000_000L)
              .add("stream", "stdout")
              .add("text", texts[i]));
    }
    return Json.createObjectBuilder(lease).add("chunks", chunks).build();
  }

  static JsonObject ended(JsonObject lease, int exitCode) {
    return with(lease)
        .add("outcome", Json.createObjectBuilder().add("exit_code", exitCode))
        .build();
  }

  static JsonObject heartbeat(JsonObject free, JsonObject lease, String phase) {
    return Json.createObjectBuilder()
        .add("free", free)
        .add("leases", Json.createArrayBuilder().add(with(lease).add("phase", phase)))
        .build();
  }

  static JsonObjectBuilder with(JsonObject base) {
    return Json.createObjectBuilder(base);
  }
}
