package io.lumaris.market;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/**
 * Four sellers that run jobs whose results are compared, each for its start alone, 100
 * micro-credits.
 */
abstract class VerificationFixture extends LedgerFixture {
  static final String RIGHT = "a".repeat(64);
  static final String WRONG = "b".repeat(64);

  UUID buyer;
  List<UUID> sellers;

  @BeforeEach
  void fourSellers() {
    market.makeNoOffers();
    buyer = money.accountWith(100_000);
    sellers =
        List.of("ann", "ben", "cat", "dan").stream()
            .map(
                name -> {
                  UUID seller = money.sellerAsking(100, 0, 0);
                  sql.update("update lumaris.seller set name = ? where id = ?", name, seller);
                  return seller;
                })
            .toList();
  }

  void run(int seller, int exitCode, String stdoutSha256) {
    SqlMarket.Held held = market.take(sellers.get(seller));
    market.start(held).ok();
    JsonObject outcome =
        Json.createObjectBuilder()
            .add("exit_code", exitCode)
            .add("stdout_sha256", stdoutSha256)
            .build();
    market
        .finish(
            held,
            exitCode == 0
                ? outcome
                : Json.createObjectBuilder(outcome).add("reason", "exit_code").build())
        .ok();
  }

  JsonObject job(UUID job) {
    return market.job(buyer, job);
  }

  String verdicts(UUID job) {
    return sql.text(
        "select string_agg(coalesce(verdict, '-'), ' ' order by number) from lumaris.attempt where job_id = ?",
        job);
  }

  long earned(int seller) {
    return sql.number("select earned from lumaris.account where id = ?", sellers.get(seller));
  }
}
