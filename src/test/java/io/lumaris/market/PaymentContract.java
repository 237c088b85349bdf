package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.Ask;
import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.testing.Reports;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The promises of {@link Market} about money; amounts in micro-credits. */
abstract class PaymentContract extends MarketContract {

  @Test
  void aNewAccountHasWhatItWasGivenAndNothingElse() {
    Account account = buyer.account();
    assertThat(account.available()).isPositive().isEqualTo(account.paidIn());
    assertThat(account.held() + account.spent() + account.earned() + account.paidOut()).isZero();
    assertThat(account.operator()).isFalse();
  }

  @Test
  void aQuoteSaysWhatAJobWouldCostAndWhoCouldRunIt() {
    Quote quote = buyer.quote(JobSpec.shell(null, null));
    assertThat(quote.timeoutS()).isEqualTo(600);
    assertThat(quote.sellers()).isEqualTo(new Quote.Sellers(1, 1, 1));
    assertThat(quote.price()).isEqualTo(new Quote.Prices(18_434, 18_434, 18_434));
    assertThat(quote.price10S()).isEqualTo(new Quote.Prices(406, 406, 406));
    assertThat(quote.verified()).containsExactly(new Quote.Verified(1, 18_434, 18_434));
    assertThat(quote.budget()).isEqualTo(18_434);
    assertThat(quote.available()).isEqualTo(buyer.account().available());
    assertThat(quote.problem()).isNull();
  }

  @Test
  void aBudgetIsHeldFromTheSubmitOnAndComesBackWhenNothingWasUsed() {
    long before = buyer.account().available();
    Job job = submit(5_000).job();
    assertThat(job.budget()).isEqualTo(5_000);
    assertThat(buyer.account().available()).isEqualTo(before - 5_000);
    assertThat(buyer.account().held()).isEqualTo(5_000);

    Job ended = buyer.cancel(job.id()).job();
    assertThat(ended.settlement().returned()).isEqualTo(5_000);
    assertThat(ended.settlement().rule()).isNotBlank();
    assertThat(buyer.account().available()).isEqualTo(before);
    assertThat(buyer.account().held()).isZero();
  }

  @Test
  void aSellerIsPaidWhatItAskedAndTheStatementSaysSo() {
    Job job = submit(5_000).job();
    Claim claim = seller.claim(ONE, 1).claims().get(0);
    assertThat(claim.stopAfterS()).isEqualTo(160); // 4,900 at 110,000 per hour
    Reports.tell(seller, Reports.started(claim.lease(), DIGEST));
    Reports.tell(seller, Reports.ended(claim.lease(), exited(0)));

    Job ended = buyer.job(job.id());
    long cost = ended.cost();
    assertThat(cost).isBetween(100L, 105L);
    assertThat(ended.settlement().charged()).isEqualTo(cost);
    assertThat(ended.attempts().get(0).ask()).isEqualTo(new Ask(100, 100_000, 20_000));
    assertThat(buyer.account().spent()).isEqualTo(cost);
    assertThat(seller.account().earned()).isEqualTo(cost - 2);
    assertThat(seller.ledger(1, null).entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.reason()).isEqualTo("earning");
              assertThat(entry.jobId()).isEqualTo(job.id());
              assertThat(entry.rule()).isNotBlank();
            });
  }

  @Test
  void aStatementIsReadPageByPageNewestFirst() {
    buyer.cancel(submit(5_000).job().id());
    LedgerPage first = buyer.ledger(2, null);
    LedgerPage second = buyer.ledger(100, first.cursor());
    assertThat(first.entries()).extracting(LedgerEntry::reason).containsOnly("refund");
    assertThat(second.entries())
        .extracting(LedgerEntry::reason)
        .containsExactly("hold", "hold", "starter");
    assertThat(second.cursor()).isNull();
  }

  @Test
  void aJobThatCannotBePaidIsRefused() {
    assertThat(refusal(() -> submit(1_000_000_000_000_000L)).reason())
        .isEqualTo("insufficient_funds");
  }

  Submitted submit(long budget) {
    JobSpec shell = JobSpec.shell("lumaris/busybox", "true");
    return buyer.submit(UUID.randomUUID().toString(), shell.change().budget(budget).build());
  }
}
