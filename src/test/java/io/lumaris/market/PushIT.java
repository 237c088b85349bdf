package io.lumaris.market;

import static io.lumaris.market.WireMarket.ended;
import static io.lumaris.market.WireMarket.job;
import static io.lumaris.market.WireMarket.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.testing.RawSocket;
import io.lumaris.testing.RawUser;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is pushed to whom, on real WebSockets. */
class PushIT {
  private final WireMarket market = new WireMarket();
  private final RawUser buyer = RawUser.signedIn();

  @Test
  void aBuyerIsToldEveryChangeOfItsJobsInOrder() {
    RawUser seller = market.seller();
    try (RawSocket socket = RawSocket.of(buyer)) {
      assertThat(socket.rpc("buyer_online").getString("user_id")).isEqualTo(buyer.id().toString());
      String id = market.submitted(buyer);
      JsonObject lease = market.taken(seller);
      seller.rpc("attempt_started", lease).ok();
      seller.rpc("attempt_finished", ended(lease, 0)).ok();
      await().until(() -> socket.pushed().size() >= 4);
      assertThat(socket.pushed())
          .extracting(
              push ->
                  push.getString("type")
                      + " "
                      + push.getString("job_id")
                      + " "
                      + push.getInt("version")
                      + " "
                      + push.getString("state"))
          .containsExactly(
              "job " + id + " 1 queued",
              "job " + id + " 2 assigned",
              "job " + id + " 3 running",
              "job " + id + " 4 succeeded");
    }
  }

  @Test
  void aSellerIsToldThatThereIsWorkAndWhatToStop() {
    RawUser seller = market.seller();
    try (RawSocket socket = RawSocket.of(seller)) {
      assertThat(socket.rpc("seller_online").getString("user_id"))
          .isEqualTo(seller.id().toString());
      String id = market.submitted(buyer);
      await().until(() -> types(socket).equals(List.of("work")));
      JsonObject lease = market.taken(seller);
      buyer.rpc("job_cancel", job(id)).ok();
      await().until(() -> types(socket).equals(List.of("work", "cancel")));
      assertThat(socket.pushed().get(1).getString("attempt_id"))
          .isEqualTo(lease.getString("attempt_id"));
      assertThat(socket.pushed().get(1).getString("job_id")).isEqualTo(id);
    }
  }

  @Test
  void whoWatchesAJobReadsItsOutputAsItComes() {
    String id = market.submitted(buyer);
    RawUser seller = market.seller();
    JsonObject lease = market.taken(seller);
    try (RawSocket socket = RawSocket.of(buyer)) {
      assertThat(socket.rpc("job_watch", job(id)).getInt("last_seq")).isZero();
      seller.rpc("attempt_logs", logs(lease, 1, "one\n", "two\n")).ok();
      seller.rpc("attempt_logs", logs(lease, 2, "two\n", "three\n")).ok();
      await().until(() -> socket.pushed().size() >= 2);
      assertThat(socket.pushed())
          .extracting(push -> texts(push))
          .containsExactly("one\ntwo\n", "three\n");
      JsonObject first = socket.pushed().get(0).getJsonArray("chunks").getJsonObject(0);
      assertThat(first.getInt("seq")).isEqualTo(10_000_001);
      assertThat(first.getInt("attempt")).isOne();
      assertThat(socket.rpc("job_watch", job(id)).getInt("last_seq")).isEqualTo(10_000_003);

      assertThat(socket.rpc("job_unwatch", job(id)).getString("job_id")).isEqualTo(id);
      seller.rpc("attempt_logs", logs(lease, 4, "four\n")).ok();
      seller.rpc("attempt_finished", ended(lease, 0)).ok();
      assertThat(socket.rpc("buyer_online")).isNotEmpty(); // answers come after earlier pushes
      assertThat(socket.pushed()).hasSize(2);
    }
  }

  @Test
  void nobodyElseIsToldAnything() {
    RawUser stranger = RawUser.signedIn();
    try (RawSocket socket = RawSocket.of(stranger)) {
      socket.rpc("buyer_online");
      String id = market.submitted(buyer);
      assertThat(socket.rpc("job_watch", job(id)).getString("refused"))
          .isEqualTo("job_not_found: you have no job with this id");
      assertThat(socket.rpc("job_watch", job(UUID.randomUUID().toString())).getString("refused"))
          .startsWith("job_not_found: ");
      RawUser seller = market.seller();
      JsonObject lease = market.taken(seller);
      seller.rpc("attempt_logs", logs(lease, 1, "secret")).ok();
      seller.rpc("attempt_finished", ended(lease, 0)).ok();
      socket.rpc("buyer_online");
      assertThat(socket.received().toString()).doesNotContain("secret", "stream_data", id);
    }
  }

  @Test
  void streamsAreNotJoinedOverHttp() {
    String only = "400 3 invalid_request: call this over the WebSocket, not over HTTP";
    assertThat(buyer.rpc("buyer_online").refusal()).isEqualTo(only);
    assertThat(market.seller().rpc("seller_online").refusal()).isEqualTo(only);
    String id = market.submitted(buyer);
    assertThat(buyer.rpc("job_watch", job(id)).refusal()).isEqualTo(only);
    assertThat(buyer.rpc("job_unwatch", job(id)).refusal()).isEqualTo(only);
    buyer.rpc("job_cancel", job(id)).ok();
  }

  @Test
  void onlyASellerIsOnlineAsOne() {
    try (RawSocket socket = RawSocket.of(buyer)) {
      assertThat(socket.rpc("seller_online").getString("refused")).startsWith("not_a_seller: ");
    }
  }

  @Test
  void theSweeperTellsOfAJobThatNobodyTookInTime() {
    JsonObject submission =
        Json.createObjectBuilder()
            .add("spec", WireMarket.with(market.spec()).add("queue_timeout_s", 1))
            .build();
    try (RawSocket socket = RawSocket.of(buyer)) {
      socket.rpc("buyer_online");
      buyer.rpc("job_submit", submission).ok();
      await()
          .atMost(java.time.Duration.ofSeconds(30))
          .until(
              () ->
                  socket.pushed().stream()
                      .anyMatch(p -> p.getString("state", "").equals("failed")));
    }
  }

  private static List<String> types(RawSocket socket) {
    return socket.pushed().stream().map(push -> push.getString("type")).toList();
  }

  private static String texts(JsonObject push) {
    return String.join(
        "",
        push.getJsonArray("chunks").getValuesAs(JsonObject.class).stream()
            .map(chunk -> chunk.getString("text"))
            .toList());
  }
}
