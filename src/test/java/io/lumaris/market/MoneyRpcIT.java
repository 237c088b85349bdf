package io.lumaris.market;

import static io.lumaris.market.WireMarket.ended;
import static io.lumaris.market.WireMarket.job;
import static io.lumaris.market.WireMarket.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.local.Books;
import io.lumaris.local.Operators;
import io.lumaris.testing.RawUser;
import io.lumaris.testing.Services;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money over HTTP on the running Nakama. */
class MoneyRpcIT {
  private final WireMarket market = new WireMarket();
  private final RawUser buyer = RawUser.signedIn();

  @Test
  void aSellersAskIsWhatAQuoteAndTheReceiptSay() {
    RawUser seller = RawUser.signedIn();
    JsonObject ask =
        Json.createObjectBuilder().add("start", 7).add("cpu_hour", 0).add("gb_hour", 0).build();
    JsonObject told =
        seller.rpc("seller_update", with(market.offer()).add("ask", ask).build()).ok();
    assertThat(told.getJsonObject("seller").getJsonObject("ask")).isEqualTo(ask);

    JsonObject quote = buyer.rpc("quote", market.submission()).ok().getJsonObject("quote");
    assertThat(quote.getInt("available")).isEqualTo(5_000_000);
    assertThat(quote.getJsonObject("price").getInt("lowest")).isEqualTo(7);

    JsonObject spec = with(market.spec()).add("budget", 50).build();
    String id =
        buyer
            .rpc("job_submit", Json.createObjectBuilder().add("spec", spec).build())
            .ok()
            .getJsonObject("job")
            .getString("id");
    assertThat(account(buyer).getInt("held")).isEqualTo(50);
    JsonObject lease = market.taken(seller);
    seller.rpc("attempt_started", lease).ok();
    seller.rpc("attempt_finished", ended(lease, 0)).ok();
    JsonObject settled = buyer.rpc("job_get", job(id)).ok().getJsonObject("job");
    assertThat(settled.getJsonObject("settlement").getInt("charged")).isEqualTo(7);
    assertThat(account(buyer).getInt("available")).isEqualTo(5_000_000 - 7);
    assertThat(account(seller).getInt("earned")).isEqualTo(7);
    assertThat(buyer.rpc("ledger_list").ok().getJsonArray("entries")).hasSize(6);
  }

  @Test
  void aQuoteNeedsNoCompleteSpec() {
    assertThat(buyer.rpc("quote").ok().getJsonObject("quote").getInt("timeout_s")).isEqualTo(600);
    assertThat(buyer.rpc("quote", "{\"spec\": {\"cpus\": 0}}").refusal())
        .startsWith("400 3 invalid_job: cpus: must be between 0.1 and 64");
  }

  @Test
  void aJobThatCannotBePaidIsRefusedWithWhatItCosts() {
    JsonObject spec = with(market.spec()).add("budget", 6_000_000).build();
    assertThat(
            buyer.rpc("job_submit", Json.createObjectBuilder().add("spec", spec).build()).refusal())
        .startsWith(
            "400 9 insufficient_funds: the job's budget is 6 credits, you have 5; add credits");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account_top_up | {\"account_id\": \"5d0e8a70-2c55-4c0c-8d4f-0f3f4f6a1b11\", \"amount\": 1}",
        "payout_list | {}",
        "payout_settle | {\"payment_id\": \"5d0e8a70-2c55-4c0c-8d4f-0f3f4f6a1b11\", \"paid\": true}",
        "audit | {}"
      })
  void whatIsForOperatorsIsForNobodyElse(String rpc, String body) {
    assertThat(buyer.rpc(rpc, body).refusal())
        .startsWith("403 7 not_allowed: only an operator of this market may do that");
  }

  @Test
  void anOperatorTopsUpPaysOutAndAudits() {
    RawUser operator = RawUser.signedIn();
    Operators operators = new Operators(Services.postgres().database());
    operators.add(operator.id().toString());
    assertThat(account(operator).getBoolean("operator")).isTrue();

    JsonObject topUp =
        Json.createObjectBuilder()
            .add("account_id", buyer.id().toString())
            .add("amount", 250)
            .add("payment_id", UUID.randomUUID().toString())
            .build();
    assertThat(operator.rpc("account_top_up", topUp).ok().getBoolean("created")).isTrue();
    assertThat(operator.rpc("account_top_up", topUp).ok().getBoolean("created")).isFalse();
    assertThat(account(buyer).getInt("available")).isEqualTo(5_000_250);

    JsonObject payout =
        buyer.rpc("payout_request", "{\"amount\": 250}").ok().getJsonObject("payment");
    assertThat(operator.rpc("payout_list").ok().getJsonArray("payments")).contains(payout);
    JsonObject decision =
        Json.createObjectBuilder()
            .add("payment_id", payout.getString("id"))
            .add("paid", true)
            .build();
    assertThat(operator.rpc("payout_settle", decision).ok().getBoolean("changed")).isTrue();
    assertThat(account(buyer).getInt("paid_out")).isEqualTo(250);

    JsonObject audit = operator.rpc("audit").ok();
    assertThat(audit.getJsonArray("wrong")).isEmpty();
    assertThat(audit.getJsonArray("checks")).hasSize(11);
    assertThat(new Books(Services.postgres().database()).audit()).contains("\"ok\": true");
    assertThat(operators.remove(operator.id().toString())).isTrue();
    assertThat(operator.rpc("audit").status()).isEqualTo(403);
  }

  private static JsonObject account(RawUser user) {
    return user.rpc("account_get").ok().getJsonObject("account");
  }
}
