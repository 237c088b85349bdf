package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.RawUser;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A buyer and a seller written for the first LUMARIS, on the running Nakama. */
class FirstLumarisIT {
  private final RawUser buyer = RawUser.signedIn();
  private final String jobId = "job-" + UUID.randomUUID();

  @Test
  void aJobIsSentTakenAndAnswered() {
    assertThat(buyer.rpc("send_job", sent("echo hi")).ok().toString())
        .isEqualTo("{\"job_id\":\"%s\",\"status\":\"queued\"}".formatted(jobId));
    assertThat(buyer.rpc("send_job", sent("echo hi")).ok().getString("job_id")).isEqualTo(jobId);
    RawUser seller = RawUser.signedIn();
    assertThat(seller.rpc("register_seller", "{\"seller_id\": \"somebody else\"}").ok().toString())
        .isEqualTo("{\"seller_id\":\"%s\",\"status\":\"registered\"}".formatted(seller.id()));
    assertThat(seller.rpc("submit_job_result", result(0)).ok().toString())
        .isEqualTo("{\"job_id\":\"%s\",\"status\":\"succeeded\"}".formatted(jobId));
    JsonObject job = buyer.rpc("job_list").ok().getJsonArray("jobs").getJsonObject(0);
    assertThat(job.getString("state")).isEqualTo("succeeded");
    JsonObject page = buyer.rpc("job_logs", WireMarket.job(job.getString("id"))).ok();
    assertThat(page.getJsonArray("chunks").getJsonObject(0).getString("text")).isEqualTo("hi\n");
  }

  @Test
  void theCallerIsWhoTheSessionSaysWhateverThePayloadSays() {
    buyer.rpc("send_job", sent("echo hi")).ok();
    RawUser thief = RawUser.signedIn();
    JsonObject asTheBuyer =
        Json.createObjectBuilder(sent("echo hi")).add("buyer_id", buyer.id().toString()).build();
    thief.rpc("send_job", asTheBuyer).ok();
    assertThat(buyer.rpc("job_list").ok().getJsonArray("jobs")).hasSize(1);
    assertThat(thief.rpc("job_list").ok().getJsonArray("jobs")).hasSize(1);
    assertThat(thief.rpc("submit_job_result", result(0)).refusal())
        .startsWith("400 9 not_a_seller: ");
    for (RawUser user : new RawUser[] {buyer, thief}) {
      String id = user.rpc("job_list").ok().getJsonArray("jobs").getJsonObject(0).getString("id");
      user.rpc("job_cancel", WireMarket.job(id)).ok();
    }
  }

  @Test
  void itsPayloadsAreCheckedLikeAllOthers() {
    assertThat(buyer.rpc("send_job").refusal()).startsWith("400 3 invalid_job: image: is missing");
    assertThat(buyer.rpc("submit_job_result").refusal())
        .isEqualTo("400 3 invalid_request: job_id: is missing: give that of the job that was run");
    assertThat(buyer.rpc("submit_job_result", "{\"job_id\": \"x\"}").refusal())
        .isEqualTo("400 3 invalid_request: exit_code: is missing");
    assertThat(buyer.rpc("register_seller", "{\"cpus\": -1}").refusal())
        .startsWith("400 3 invalid_request: cpus: must be between");
  }

  private JsonObject sent(String command) {
    return Json.createObjectBuilder()
        .add("image", "lumaris/busybox")
        .add("command", command)
        .add("buyer_id", "whoever")
        .add("job_id", jobId)
        .build();
  }

  private JsonObject result(int exitCode) {
    return Json.createObjectBuilder()
        .add("job_id", jobId)
        .add("buyer_id", buyer.id().toString())
        .add("seller_id", "whoever")
        .add("output", "hi\n")
        .add("error", "")
        .add("exit_code", exitCode)
        .add("timestamp", "2026-01-01T00:00:00Z")
        .build();
  }
}
