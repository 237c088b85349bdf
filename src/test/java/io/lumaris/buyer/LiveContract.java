package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an open page is told, and that it is told all of it, once and in order. */
interface LiveContract extends Portal {

  @Test
  default void aJobIsFollowedFromTheQueueToItsLastLine() {
    Visitor buyer = Visitor.guest(portal());
    try (LiveClient live = buyer.live().subscribe()) {
      assertThat(live.expect("market").getBoolean("connected")).isTrue();
      assertThat(live.expect("jobs").getJsonArray("jobs")).isEmpty();
      String id = buyer.submit("count").getString("id");
      live.watch(id, 0).expect(message -> LiveClient.isJob(message, id, "queued"));
      Vendor vendor = new Vendor().run(id);
      live.expect(message -> LiveClient.isJob(message, id, "running"));
      StringBuilder printed = new StringBuilder();
      for (int line = 0; line < 300; line++) {
        vendor.print("line " + line + "\n");
        printed.append("line ").append(line).append("\n");
      }
      vendor.end(0);
      live.expectEnd(id);

      assertThat(live.output(id)).isEqualTo(printed.toString());
      live.expect(message -> LiveClient.isJob(message, id, "succeeded"));
      assertThat(versions(live, id)).isSorted();
    }
  }

  @Test
  default void aPageThatComesBackGetsOnlyWhatItLacks() {
    Visitor buyer = Visitor.guest(portal());
    String id = buyer.submit("count").getString("id");
    new Vendor().run(id).print("one\n", "two\n", "three\n").end(0);

    try (LiveClient live = buyer.live().watch(id, 10_000_001)) {
      live.expectEnd(id);
      assertThat(live.output(id)).isEqualTo("two\nthree\n");
    }
    try (LiveClient live = buyer.live().watch(id, 10_000_003)) {
      live.expectEnd(id);
      assertThat(live.output(id)).isEmpty();
    }
  }

  @Test
  default void aPageOpenedInTheMiddleOfAFloodMissesNothing() {
    Visitor buyer = Visitor.guest(portal());
    String id = buyer.submit("flood").getString("id");
    Vendor vendor = new Vendor().run(id);
    List<LiveClient> pages = new ArrayList<>();
    StringBuilder printed = new StringBuilder();
    for (int line = 0; line < 400; line++) {
      if (line % 50 == 25) {
        pages.add(buyer.live().watch(id, 0));
      }
      vendor.print("line " + line + "\n");
      printed.append("line ").append(line).append("\n");
    }
    vendor.end(0);

    assertThat(pages)
        .allSatisfy(
            page -> {
              page.expectEnd(id);
              assertThat(page.output(id)).isEqualTo(printed.toString());
              page.close();
            });
  }

  @Test
  default void theListIsKeptUpToDateWithoutAsking() {
    Visitor buyer = Visitor.guest(portal());
    try (LiveClient live = buyer.live().subscribe()) {
      live.expect("jobs");
      String id = buyer.submit("true").getString("id");
      live.expect(message -> LiveClient.isJob(message, id, "queued"));
      buyer.post("/api/jobs/" + id + "/cancel", null).expect(200);
      live.expect(message -> LiveClient.isJob(message, id, "cancelled"));
      live.say("{\"type\":\"subscribe\",\"jobs\":false}").settle();
      long before = live.count("job");
      buyer.submit("another");
      live.settle();

      assertThat(live.count("job")).isEqualTo(before);
    }
  }

  @Test
  default void aJobThatIsGoneIsSaidToBeGone() {
    Visitor buyer = Visitor.guest(portal());
    String id = buyer.submit("true").getString("id");
    buyer.post("/api/jobs/" + id + "/cancel", null).expect(200);
    buyer.delete("/api/jobs/" + id).expect(204);

    try (LiveClient live = buyer.live().watch(id, 0)) {
      assertThat(live.expect("error").getString("reason")).isEqualTo("job_not_found");
    }
  }

  @Test
  default void aJobThatIsDeletedElsewhereGoesFromEveryOpenPage() {
    Visitor buyer = Visitor.guest(portal());
    String id = buyer.submit("true").getString("id");
    buyer.post("/api/jobs/" + id + "/cancel", null).expect(200);
    try (LiveClient list = buyer.live().subscribe();
        LiveClient page = buyer.live().watch(id, 0)) {
      list.expect("jobs");
      page.expectEnd(id);

      buyer.delete("/api/jobs/" + id).expect(204);

      assertThat(list.expect("job_deleted").getString("job_id")).isEqualTo(id);
      assertThat(page.expect("job_deleted").getString("job_id")).isEqualTo(id);
    }
  }

  @Test
  default void aMessageThatMeansNothingIsAnsweredAndHarmsNobody() {
    Visitor buyer = Visitor.guest(portal());
    try (LiveClient live = buyer.live();
        LiveClient neighbour = buyer.live().subscribe()) {
      live.say("hello").say("[]").say("{\"type\":\"drop\"}").say("{\"type\":\"watch\"}").settle();
      assertThat(live.count("error")).isEqualTo(4);

      live.say("x".repeat(5000));
      assertThat(live.expectClose()).isEqualTo(1009);
      neighbour.settle();
    }
  }

  @Test
  default void whoAsksWithoutEndIsIgnoredForAWhile() {
    try (LiveClient live = Visitor.guest(portal()).live()) {
      for (int i = 0; i < 300; i++) {
        live.say("{\"type\":\"ping\"}");
      }
      assertThat(live.expect("error").getString("reason")).isEqualTo("too_many_requests");
      assertThat(live.count("pong")).isEqualTo(RequestRate.MOST);
    }
  }

  @Test
  default void noMoreThanEightJobsAreWatchedAtOnce() {
    Visitor buyer = Visitor.guest(portal());
    try (LiveClient live = buyer.live()) {
      for (int i = 0; i < 9; i++) {
        live.watch(buyer.submit("true").getString("id"), 0);
      }
      assertThat(live.expect("error").getString("reason")).isEqualTo("too_many_watched");
    }
  }

  @Test
  default void aSessionThatIsNoneEndsTheConnection() {
    Visitor guest = Visitor.guest(portal());
    String claims = guest.token().replaceFirst("\\.[^.]*$", ".AAAA");
    Visitor forged = Visitor.withCookie(portal(), claims + "~" + claims);

    try (LiveClient live = forged.live().subscribe()) {
      assertThat(live.expectClose()).isEqualTo(1008);
      assertThat(live.received()).noneMatch(message -> LiveClient.is(message, "jobs"));
    }
  }

  @Test
  default void aPageThatReadsAgainGetsWhatItMissedAndOneThatNeverDoesIsLeft() {
    Visitor buyer = Visitor.guest(portal());
    for (int i = 0; i < 5; i++) {
      buyer.submit("x".repeat(60_000));
    }
    long open = connections(buyer);
    try (LiveClient slow = buyer.live().subscribe();
        LiveClient stuck = buyer.live().subscribe();
        LiveClient quick = buyer.live().subscribe()) {
      overfill(buyer, stuck);
      overfill(buyer, slow);
      String id = buyer.submit("new").getString("id");
      quick.expect(message -> LiveClient.isJob(message, id, "queued"));

      slow.readAgain();
      slow.expect(message -> tellsOf(message, id));
      slow.settle();
      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> connections(buyer) == open + 2); // the stuck one is gone, the others not
      quick.settle();
    }
  }

  /** Stops reading and asks for more than all buffers between us hold. */
  private void overfill(Visitor buyer, LiveClient client) {
    client.expect("jobs");
    client.stopReading();
    long before = metric(buyer, "live_slow_readers_total");
    await()
        .pollInterval(Duration.ofMillis(60))
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              client.subscribe();
              return metric(buyer, "live_slow_readers_total") > before;
            });
  }

  private static boolean tellsOf(JsonObject message, String id) {
    return (LiveClient.is(message, "jobs") && message.getJsonArray("jobs").toString().contains(id))
        || LiveClient.isJob(message, id, "queued");
  }

  private static List<Integer> versions(LiveClient live, String id) {
    return live.received().stream()
        .filter(message -> LiveClient.is(message, "job"))
        .map(message -> message.getJsonObject("job"))
        .filter(job -> job.getString("id").equals(id))
        .map(job -> job.getInt("version"))
        .toList();
  }

  private static long connections(Visitor visitor) {
    return metric(visitor, "live_connections");
  }

  private static long metric(Visitor visitor, String name) {
    return visitor
        .get("/metrics?scope=application")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }
}
