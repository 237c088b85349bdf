package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.Services;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The market goes away and comes back; an open page recovers without anybody's help. */
interface OutageContract extends Portal {

  @Test
  default void anOpenPageSurvivesARestartOfNakama() {
    survives(Services.nakama()::stop, Services.nakama()::restart);
  }

  @Test
  default void anOpenPageSurvivesARestartOfPostgresql() {
    survives(Services.postgres()::stop, Services.postgres()::restart);
  }

  private void survives(Runnable stop, Runnable restart) {
    Visitor buyer = Visitor.guest(portal());
    try (LiveClient live = buyer.live().subscribe()) {
      String id = buyer.submit("run").getString("id");
      live.watch(id, 0).expect(message -> LiveClient.isJob(message, id, "queued"));
      Vendor vendor = new Vendor().run(id).print("before\n");
      live.expect(
          message -> LiveClient.is(message, "log") && message.toString().contains("before"));
      stop.run();
      JsonObject refused;
      try {
        live.say("{\"type\":\"subscribe\",\"jobs\":true}");
        live.expect(message -> lives(message, false));
        refused = buyer.get("/api/jobs").expect(503).json();
        buyer.get("/health/ready").expect(503);
      } finally {
        restart.run();
      }
      vendor.print("after\n");
      vendor.end(0);
      live.expectEnd(id);

      assertThat(refused.getString("reason")).isEqualTo("market_unavailable");
      assertThat(live.output(id)).isEqualTo("before\nafter\n");
      live.expect(message -> LiveClient.isJob(message, id, "succeeded"));
      assertThat(states(live)).startsWith(true, false).endsWith(true);
      buyer.get("/health/ready").expect(200);
    }
  }

  private static List<Boolean> states(LiveClient live) {
    return live.received().stream()
        .filter(message -> LiveClient.is(message, "market"))
        .map(message -> message.getBoolean("connected"))
        .toList();
  }

  private static boolean lives(JsonObject message, boolean connected) {
    return LiveClient.is(message, "market") && message.getBoolean("connected") == connected;
  }
}
