package io.lumaris.market;

import static io.lumaris.market.WireMarket.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lumaris.local.LocalException;
import io.lumaris.testing.Crowd;
import io.lumaris.testing.RawSocket;
import io.lumaris.testing.RawUser;
import io.lumaris.testing.Services;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The module as a whole: who may call, what Nakama itself offers no more, how it starts. */
class ModuleIT {
  private final RawUser user = RawUser.signedIn();

  static Stream<String> rpcs() throws IOException {
    return ModuleSource.read().rpcIds().stream().filter(id -> !id.equals("market_info"));
  }

  @ParameterizedTest
  @MethodSource("rpcs")
  void aServerWithoutAUserMayCallNothing(String id) {
    assertThat(RawUser.server().rpc(id).refusal())
        .isEqualTo("401 16 not_signed_in: call this with a session token");
  }

  @Test
  void marketInfoIsForUsersAndServers() {
    JsonObject info = RawUser.server().rpc("market_info").ok();
    assertThat(info.keySet())
        .containsExactlyInAnyOrder(
            "version", "schema_version", "lease_ms", "heartbeat_ms", "now", "limits");
    assertThat(info.getInt("schema_version")).isOne();
    assertThat(info.getInt("lease_ms")).isEqualTo(30_000);
    assertThat(info.getInt("heartbeat_ms")).isEqualTo(10_000);
    assertThat(info.getJsonObject("limits").getJsonObject("memory_mb").getInt("min")).isEqualTo(16);
    assertThat(user.rpc("market_info").ok().keySet()).isEqualTo(info.keySet());
    assertThat(user.rpc("market_info", "{\"a\": 1}").refusal())
        .startsWith("400 3 invalid_request: a: is no such field");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /v2/storage            | {'objects':[{'collection':'a','key':'b','value':'{}'}]}",
        "PUT    | /v2/storage/delete     | {'object_ids':[{'collection':'a','key':'b'}]}",
        "DELETE | /v2/account            | ''",
        "POST   | /v2/group              | {'name':'ours'}",
        "POST   | /v2/friend?usernames=x | ''",
        "POST   | /v2/friend/block?usernames=x | ''",
        "POST   | /v2/event              | {'name':'x'}",
        "POST   | /v2/leaderboard/lumaris_tick_v1 | {'score':'1'}"
      })
  void whatNakamaOffersBesidesTheMarketIsOff(String method, String path, String body) {
    assertThat(user.send(method, path, body.replace('\'', '"')).refusal())
        .isEqualTo("403 7 not_allowed: this market does not offer that");
    user.rpc("job_list").ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "channel_join   | {'target':'room','type':1}",
        "match_create   | {}",
        "matchmaker_add | {'min_count':2,'max_count':2,'query':'*'}",
        "party_create   | {'open':true,'max_size':2}"
      })
  void theSocketIsForTheMarketOnly(String message, String content) {
    try (RawSocket socket = RawSocket.of(user)) {
      JsonObject parsed =
          Json.createReader(new java.io.StringReader(content.replace('\'', '"'))).readObject();
      assertThat(socket.ask(message, parsed).getJsonObject("error").getString("message"))
          .isEqualTo("not_allowed: this market does not offer that");
      assertThat(socket.rpc("buyer_online")).containsKey("user_id");
    }
  }

  @Test
  void noRefusalShowsSqlOrAStack() {
    String body = user.rpc("job_get", job("x")).body().toString();
    assertThat(body).doesNotContain("select", "lumaris.", "SQLSTATE");
  }

  @Test
  void theModuleRefusesADatabaseWithoutTheSchema() {
    assertThatThrownBy(Services::nakamaWithoutSchema)
        .isInstanceOf(LocalException.class)
        .hasMessageContaining("LUMARIS: the database has no schema lumaris; run ./lumaris migrate");
  }

  @Test
  void aJobOutlivesARestartOfNakama() {
    WireMarket market = new WireMarket();
    String id = market.submitted(user);
    RawUser seller = market.seller();
    JsonObject lease = market.taken(seller);
    Services.nakama().kill();
    Services.nakama().restart();
    seller.rpc("attempt_finished", WireMarket.ended(lease, 0)).ok();
    assertThat(user.rpc("job_get", job(id)).ok().getJsonObject("job").getString("state"))
        .isEqualTo("succeeded");
  }

  @Test
  void whileTheDatabaseIsAwayCallsAreRefusedAsWorthRepeating() {
    WireMarket market = new WireMarket();
    JsonObject secret =
        WireMarket.with(market.spec())
            .add("env", Json.createObjectBuilder().add("PASSWORD", "correct-horse"))
            .build();
    user.rpc("job_list").ok();
    Services.postgres().stop();
    try {
      user.rpc("job_submit", Json.createObjectBuilder().add("spec", secret).build());
      await().until(() -> Services.nakama().log().contains("lumaris.job_submit("));
      assertThat(Services.nakama().log()).contains("argsError").doesNotContain("correct-horse");
      assertThat(user.rpc("job_list").refusal())
          .isEqualTo(
              "503 14 unavailable: the market cannot reach its database at the moment; send the same"
                  + " again in a few seconds");
    } finally {
      Services.postgres().restart();
    }
    await().until(() -> user.rpc("job_list").status() == 200);
  }

  @Test
  void noCallIsRefusedOnceTheDatabaseIsBackWhateverConnectionsItLeftBehind() {
    try (Crowd crowd = new Crowd(24)) {
      Callable<JsonObject> list = () -> user.rpc("job_list").ok();
      crowd.race(Collections.nCopies(24, list));
    }
    Services.postgres().restart();
    for (int i = 0; i < 48; i++) {
      user.rpc("job_list").ok();
    }
  }
}
