package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees and sets, and what a seller sees of its own business. */
class OperatorSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final SqlMoney money = new SqlMoney(sql, market);
  private final UUID operator = someone();
  private final UUID buyer = someone();

  @BeforeEach
  void anOperator() {
    market.makeNoOffers();
    sql.update("insert into lumaris.operator (user_id) values (?)", operator);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"operator_overview(?)", "setting_list(?)", "setting_set(?, 'offer_ms', 1)"})
  void nobodyElseSeesOrSetsAnything(String call) {
    assertThat(sql.call(call, someone()).reason()).isEqualTo("not_allowed");
  }

  @Test
  void theOverviewCountsWhatThereIs() {
    UUID seller = market.seller();
    market.submitted(buyer, spec());
    market.submitted(buyer, spec());
    market.finish(market.take(seller), exit(0)).ok();
    JsonObject seen = overview();
    assertThat(seen.getJsonObject("jobs").getInt("queued")).isOne();
    assertThat(seen.getJsonObject("jobs").getInt("succeeded_24_h")).isOne();
    assertThat(seen.getJsonObject("sellers").getInt("online")).isOne();
    assertThat(seen.getJsonArray("stuck")).isEmpty();
  }

  @Test
  void whatNobodyDealtWithIsNamed() {
    UUID seller = market.seller();
    UUID job = market.submitted(buyer, spec());
    market.take(seller);
    sql.update("update lumaris.attempt set lease_until = now() - interval '1 minute'");
    JsonObject stuck = overview().getJsonArray("stuck").getJsonObject(0);
    assertThat(stuck.getString("what")).isEqualTo("lease_ran_out");
    assertThat(stuck.getString("job_id")).isEqualTo(job.toString());
  }

  @Test
  void sellersThatAreNotTrustedAndDisputesAreNamed() {
    UUID liar = market.seller();
    sql.update("update lumaris.seller set disagreed = 9, name = 'liar' where id = ?", liar);
    assertThat(overview().getJsonObject("sellers").getJsonArray("not_trusted").getJsonObject(0))
        .containsEntry("name", jakarta.json.Json.createValue("liar"));
  }

  @Test
  void aSettingIsChangedAndOneThatIsNotThereIsRefused() {
    assertThat(
            sql.call("setting_set(?, 'offer_ms', 1234)", operator)
                .ok()
                .getJsonObject("setting")
                .getInt("value"))
        .isEqualTo(1234);
    assertThat(sql.number("select lumaris.setting_value('offer_ms')")).isEqualTo(1234);
    assertThat(sql.call("setting_set(?, 'schema_version', 2)", operator).reason())
        .isEqualTo("setting_not_found");
    assertThat(sql.call("setting_list(?)", operator).ok().toString())
        .contains("fee_basis_points")
        .doesNotContain("schema_version");
  }

  @ParameterizedTest
  @CsvSource({
    "lease_ms, 0, must be between 1000 and",
    "checks_percent, 101, must be between 0 and 100",
    "lease_ms, 19999, 'must be at least twice heartbeat_ms, 10000'",
    "heartbeat_ms, 15001, 'must be at most half of lease_ms, 30000'"
  })
  void aValueTheMarketCouldNotLiveWithIsRefused(String name, long value, String why) {
    Reply refused = sql.call("setting_set(?, ?, ?)", operator, name, value);
    assertThat(refused.reason()).isEqualTo("invalid_request");
    assertThat(refused.message()).contains("value: " + why);
  }

  @Test
  void aSellerThatCallsAsOftenAsItShouldIsAlwaysOnline() {
    assertThat(set("seller_online_ms", 15_000).message())
        .isEqualTo(
            "invalid_request: value: must be at least twice heartbeat_ms, 10000, or sellers are offline between two heartbeats");
    set("lease_ms", 60_000).ok();
    assertThat(set("heartbeat_ms", 20_000).message())
        .isEqualTo(
            "invalid_request: value: must be at most half of seller_online_ms, 30000, or sellers are offline between two heartbeats");
    set("seller_online_ms", 40_000).ok();
    set("heartbeat_ms", 20_000).ok();
  }

  @Test
  void everySettingIsWithinItsBoundsAsItComes() {
    assertThat(
            sql.number(
                "select count(*) from lumaris.setting where lumaris.setting_problem(name, value) is not null"))
        .isZero();
  }

  @Test
  void aSellerSeesWhatItEarnedToday() {
    UUID seller = money.sellerAsking(1_000, 0, 0);
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(seller);
    market.start(held).ok();
    market.finish(held, exit(0)).ok();
    JsonObject today = insight(seller, null).getJsonArray("earned").getJsonObject(29);
    assertThat(today.getInt("amount")).isEqualTo(980);
    assertThat(today.getInt("attempts")).isOne();
  }

  @Test
  void aSellerSeesHowManyOfTheLatestJobsItWouldHaveWonAtAPrice() {
    UUID other = money.sellerAsking(1_000, 0, 0);
    UUID me = money.sellerAsking(2_000, 0, 0);
    for (int i = 0; i < 3; i++) {
      market.submitted(buyer, spec());
      SqlMarket.Held held = market.take(other);
      market.start(held).ok();
      market.finish(held, exit(0)).ok();
    }
    assertThat(insight(me, null).getJsonObject("would_have_won").toString())
        .isEqualTo("{\"won\":0,\"jobs\":3}");
    String cheaper = SqlMoney.askJson(900, 0, 0).toString();
    assertThat(insight(me, cheaper).getJsonObject("would_have_won").toString())
        .isEqualTo("{\"won\":3,\"jobs\":3}");
    assertThat(insight(other, null).getJsonObject("would_have_won").getInt("jobs")).isZero();
  }

  private Reply set(String name, long value) {
    return sql.call("setting_set(?, ?, ?)", operator, name, value);
  }

  private JsonObject overview() {
    return sql.call("operator_overview(?)", operator).ok();
  }

  private JsonObject insight(UUID seller, String ask) {
    return sql.call("seller_insight(?, ?::jsonb)", seller, ask).ok();
  }
}
