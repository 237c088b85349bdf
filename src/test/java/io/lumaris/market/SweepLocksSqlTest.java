package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whose accounts a sweep waits for: two commands must never wait for each other. */
class SweepLocksSqlTest extends LedgerFixture {
  @Test
  void aRunBeyondItsTimeIsLeftToTheNextSweepWhileSomebodyHoldsItsSellersAccount() {
    UUID seller = money.sellerAsking(100, 0, 0);
    SqlMarket.Held held = running(money.accountWith(1_000), seller);
    sql.update(
        "update lumaris.attempt set must_end_by = now() - interval '1 minute', lease_until = now() - interval '1 second'");
    int ended = holding(seller, holder -> leasesEndedWithoutWaiting());
    assertThat(ended).isZero();
    assertThat(leasesEndedWithoutWaiting()).isOne();
    assertThat(sql.number("select earned from lumaris.account where id = ?", seller)).isEqualTo(98);
    assertThat(sql.text("select reason from lumaris.job where id = ?", held.job()))
        .isEqualTo("run_timeout");
  }

  @Test
  void theAccountOfTheChecksIsWaitedForBeforeAnyOtherIsHeld() {
    UUID buyer = money.accountWith(1_000);
    UUID seller = money.sellerAsking(500, 0, 0);
    market.finish(running(buyer, seller), exit(0)).ok();
    market.sweep().ok(); // the account is made
    market.finish(running(buyer, seller), exit(0)).ok();
    market.submitted(money.accountWith(1_000), spec());
    UUID waiting =
        UUID.fromString(sql.text("select buyer_id::text from lumaris.job where state = 'queued'"));
    sql.update("update lumaris.job set queue_deadline = now() where state = 'queued'");
    UUID checks = UUID.fromString(sql.text("select account_id::text from lumaris.checking"));
    CompletableFuture<Reply> swept =
        holding(
            checks,
            holder -> {
              CompletableFuture<Reply> sweep = CompletableFuture.supplyAsync(market::sweep);
              await()
                  .until(() -> sql.number("select count(*) from pg_locks where not granted") > 0);
              hold(holder, waiting, "nowait");
              return sweep;
            });
    assertThat(swept.join().ok().getInt("queue_timeouts")).isOne();
  }

  private SqlMarket.Held running(UUID buyer, UUID seller) {
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(seller);
    market.start(held).ok();
    return held;
  }

  private int leasesEndedWithoutWaiting() {
    sql.update("set lock_timeout = 2000");
    return market.sweep().ok().getInt("leases_ended");
  }

  /** Does something while somebody's account is locked, as by a settlement. */
  private <T> T holding(UUID account, MarketSql.Work<Connection, T> work) {
    return sql.with(
        holder -> {
          holder.setAutoCommit(false);
          hold(holder, account, "");
          try {
            return work.on(holder);
          } finally {
            holder.rollback();
            holder.setAutoCommit(true);
          }
        });
  }

  private static void hold(Connection holder, UUID account, String how) throws SQLException {
    holder
        .createStatement()
        .execute(
            "select 1 from lumaris.account where id = '%s' for no key update %s"
                .formatted(account, how));
  }
}
