package io.lumaris.market;

import static io.lumaris.market.WireMarket.ended;
import static io.lumaris.market.WireMarket.heartbeat;
import static io.lumaris.market.WireMarket.job;
import static io.lumaris.market.WireMarket.logs;
import static io.lumaris.market.WireMarket.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.RawUser;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a seller may ask and tell, over HTTP on the running Nakama. */
class SellerRpcIT {
  private final WireMarket market = new WireMarket();
  private final RawUser buyer = RawUser.signedIn();

  @Test
  void aJobIsClaimedRunAndEnded() {
    RawUser seller = market.seller();
    assertThat(seller.rpc("job_claim", market.claim()).ok().getString("why_idle")).isNotEmpty();
    String id = market.submitted(buyer);
    JsonObject lease = market.taken(seller);
    assertThat(
            seller
                .rpc("seller_heartbeat", heartbeat(market.free(), lease, "pulling"))
                .ok()
                .getJsonArray("leases")
                .getJsonObject(0)
                .getBoolean("held"))
        .isTrue();
    JsonObject started =
        with(lease)
            .add("image_digest", "sha256:abc")
            .add("profile", Json.createObjectBuilder().add("network", "none"))
            .build();
    assertThat(seller.rpc("attempt_started", started).ok()).containsKeys("must_end_by", "now");
    assertThat(seller.rpc("attempt_logs", logs(lease, 1, "hi\n")).ok().getInt("kept_bytes"))
        .isEqualTo(3);
    JsonObject end = with(ended(lease, 0)).add("free", market.free()).add("claim_max", 1).build();
    JsonObject finished = seller.rpc("attempt_finished", end).ok();
    assertThat(finished.getString("job_state")).isEqualTo("succeeded");
    assertThat(finished.getJsonArray("claims")).isEmpty();
    JsonObject job = buyer.rpc("job_get", job(id)).ok().getJsonObject("job");
    assertThat(job.getString("state")).isEqualTo("succeeded");
    assertThat(job.getJsonArray("attempts").getJsonObject(0).getString("image_digest"))
        .isEqualTo("sha256:abc");
    JsonObject page = buyer.rpc("job_logs", job(id)).ok();
    assertThat(page.getJsonArray("chunks").getJsonObject(0).getString("text")).isEqualTo("hi\n");
    assertThat(page.getBoolean("final")).isTrue();
  }

  @Test
  void whatIsNoTextIsReplacedInOutputAndDetails() {
    String id = market.submitted(buyer);
    RawUser seller = market.seller();
    JsonObject lease = market.taken(seller);
    String body =
        logs(lease, 1, "PLACE")
            .toString()
            .replace("PLACE", "a\\u0000b \\ud800 \\\\u0000 \\ud83d\\ude00");
    seller.rpc("attempt_logs", body).ok();
    assertThat(
            buyer
                .rpc("job_logs", job(id))
                .ok()
                .getJsonArray("chunks")
                .getJsonObject(0)
                .getString("text"))
        .isEqualTo("a\uFFFDb \uFFFD \\u0000 😀");
    JsonObject end =
        with(lease)
            .add(
                "outcome",
                Json.createObjectBuilder()
                    .add("reason", "image_not_found")
                    .add("detail", "no\0tag"))
            .build();
    seller.rpc("attempt_finished", end).ok();
    assertThat(buyer.rpc("job_get", job(id)).ok().getJsonObject("job").getString("why"))
        .isEqualTo("Failed: the image lumaris/busybox was not found: no\uFFFDtag.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"job_claim", "seller_heartbeat"})
  void whoHasNotRegisteredIsNoSeller(String id) {
    JsonObject body =
        id.equals("job_claim")
            ? market.claim()
            : with(heartbeat(market.free(), Json.createObjectBuilder().build(), "running"))
                .add("leases", Json.createArrayBuilder())
                .build();
    assertThat(RawUser.signedIn().rpc(id, body).refusal())
        .isEqualTo(
            "400 9 not_a_seller: this account has not registered as a seller; call seller_update"
                + " first");
  }

  @Test
  void aGuessedTokenAndAnothersAttemptChangeNothing() {
    String id = market.submitted(buyer);
    RawUser seller = market.seller();
    JsonObject lease = market.taken(seller);
    JsonObject guess = with(lease).add("lease_token", UUID.randomUUID().toString()).build();
    String lost =
        "400 9 lease_lost: this attempt is no longer yours; stop its container and report nothing"
            + " more";
    assertThat(seller.rpc("attempt_started", guess).refusal()).isEqualTo(lost);
    assertThat(seller.rpc("attempt_logs", logs(guess, 1, "x")).refusal()).isEqualTo(lost);
    assertThat(seller.rpc("attempt_finished", ended(guess, 0)).refusal()).isEqualTo(lost);
    String notFound = "404 5 attempt_not_found: you have no attempt with this id";
    RawUser thief = market.seller();
    assertThat(thief.rpc("attempt_started", lease).refusal()).isEqualTo(notFound);
    assertThat(thief.rpc("attempt_logs", logs(lease, 1, "x")).refusal()).isEqualTo(notFound);
    assertThat(thief.rpc("attempt_finished", ended(lease, 0)).refusal()).isEqualTo(notFound);
    assertThat(buyer.rpc("job_get", job(id)).ok().getJsonObject("job").getString("state"))
        .isEqualTo("assigned");
    buyer.rpc("job_cancel", job(id)).ok();
    assertThat(seller.rpc("attempt_finished", ended(lease, 0)).refusal()).isEqualTo(lost);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seller_update    | {'cpus':1,'memory_mb':64,'slots':1} | isolation: is missing: give names of container runtimes such as runc",
        "seller_update    | {'cpus':0,'memory_mb':64,'slots':1,'isolation':['runc']} | cpus: must be between 0.1 and 4096, you sent 0",
        "seller_update    | {'cpus':1,'memory_mb':64,'slots':1,'isolation':[]} | isolation: must not be empty: give names of container runtimes such as runc",
        "seller_update    | {'cpus':1,'memory_mb':64,'slots':1,'isolation':['runc'],'state':'shut'} | state: must be one of open, paused, draining, you sent \"shut\"",
        "seller_update    | {'cpus':1,'memory_mb':64,'slots':1,'isolation':['runc'],'name':'<b>'} | name: must be 3 to 40 lower-case letters, digits and hyphens such as amber-fox",
        "job_claim        | {'free':{'slots':1,'cpus':1,'memory_mb':1},'max':65} | max: must be between 1 and 64, you sent 65",
        "job_claim        | {'free':{'slots':1,'cpus':1},'max':1} | free.memory_mb: is missing",
        "job_claim        | {'max':1} | free: is missing",
        "seller_heartbeat | {'free':{'slots':1,'cpus':1,'memory_mb':1},'leases':[{}]} | leases[0].phase: is missing",
        "attempt_started  | {'attempt_id':'x'} | attempt_id: must be a UUID, you sent \"x\"",
        "attempt_finished | {'attempt_id':'00000000-0000-0000-0000-000000000000','lease_token':'00000000-0000-0000-0000-000000000000','outcome':{}} | outcome: must have an exit_code or a reason",
        "attempt_finished | {'attempt_id':'00000000-0000-0000-0000-000000000000','lease_token':'00000000-0000-0000-0000-000000000000','outcome':{'exit_code':0},'claim_max':1} | free: is missing: with claim_max, tell what is free",
        "attempt_logs     | {'attempt_id':'00000000-0000-0000-0000-000000000000','lease_token':'00000000-0000-0000-0000-000000000000','chunks':[{'seq':0,'time':1,'stream':'stdout','text':''}]} | chunks[0].seq: must be between 1 and 9999999, you sent 0",
        "attempt_logs     | {'attempt_id':'00000000-0000-0000-0000-000000000000','lease_token':'00000000-0000-0000-0000-000000000000','chunks':[{'seq':1,'time':1,'stream':'stdin','text':''}]} | chunks[0].stream: must be one of stdout, stderr, system, you sent \"stdin\""
      })
  void aReportThatIsNotTheWiresIsToldSo(String id, String body, String sentence) {
    assertThat(RawUser.signedIn().rpc(id, body.replace('\'', '"')).refusal())
        .isEqualTo("400 3 invalid_request: " + sentence);
  }

  @Test
  void everybodySeesTheSellers() {
    RawUser seller = market.seller();
    assertThat(buyer.rpc("seller_list").ok().getJsonArray("sellers").getValuesAs(JsonObject.class))
        .anySatisfy(
            shown -> {
              assertThat(shown.getString("id")).isEqualTo(seller.id().toString());
              assertThat(shown.getBoolean("online")).isTrue();
              assertThat(shown.getJsonArray("isolation").getString(0)).isEqualTo("runc");
            });
  }
}
