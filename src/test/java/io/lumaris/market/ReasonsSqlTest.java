package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.JobJson;
import io.lumaris.job.Reason;
import io.lumaris.testing.MarketSql;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of reasons, which the retry decision and the settlement read. */
class ReasonsSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();

  @ParameterizedTest
  @CsvSource({
    "exit_code,buyer,buyer_time_used,if_asked",
    "out_of_memory,buyer,buyer_time_used,never",
    "run_timeout,buyer,buyer_time_used,never",
    "budget_reached,buyer,buyer_budget,never",
    "write_limit,buyer,buyer_time_used,never",
    "image_not_found,buyer,nobody,never",
    "image_not_allowed,buyer,nobody,never",
    "command_not_found,buyer,nobody,never",
    "invalid_job,buyer,nobody,never",
    "image_pull_failed,seller,nobody,another_seller",
    "seller_lost,seller,nobody,another_seller",
    "seller_error,seller,nobody,another_seller",
    "seller_quit,seller,nobody,another_seller_at_once",
    "seller_refused,seller,nobody,another_seller",
    "no_seller,market,nobody,never",
    "disagreement,market,buyer_for_agreeing_sellers,one_more_seller",
    "cancelled_by_buyer,buyer,buyer_time_used,never"
  })
  void eachReasonSaysWhosItIsWhoPaysAndWhetherAnotherMayTry(
      String code, String whose, String payer, String retried) {
    assertThat(
            sql.text(
                "select concat_ws(',', whose, payer, retried) from lumaris.reason where code = ?",
                code))
        .isEqualTo(String.join(",", whose, payer, retried));
  }

  @Test
  void theTableAndTheProgramKnowTheSameReasons() {
    assertThat(
            sql.text("select string_agg(code, ' ' order by code) from lumaris.reason").split(" "))
        .containsExactlyInAnyOrder(
            Arrays.stream(Reason.values()).map(JobJson::word).toArray(String[]::new));
  }
}
