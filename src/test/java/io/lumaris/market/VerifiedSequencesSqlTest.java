package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random courses of verified jobs, held step by step to what a few lines say of them: who is paid,
 * what the buyer gets back, and when a job is decided. A failure names the seed that plays it
 * again.
 */
class VerifiedSequencesSqlTest extends VerificationFixture {
  private static final int JOBS = 200;
  private static final long RUN = 100;
  private static final int MOST_FAILURES = 2;
  private static final List<String> RESULTS =
      List.of(RIGHT, RIGHT, RIGHT, RIGHT, WRONG, WRONG, "c".repeat(64));

  /** As many as may fail and be right in one job, and no checks of the market among its jobs. */
  @BeforeEach
  void enoughSellers() {
    sql.update("update lumaris.setting set value = 0 where name = 'checks_percent'");
    sellers =
        Stream.concat(
                sellers.stream(),
                Stream.generate(() -> money.sellerAsking(RUN, 0, 0)).limit(MOST_FAILURES))
            .toList();
  }

  @Test
  void whateverTheSellersTellThoseThatAgreeArePaidAndNobodyElse() {
    long seed = System.nanoTime();
    for (int i = 0; i < JOBS; i++) {
      play(seed + i);
    }
  }

  private void play(long seed) {
    Random random = new Random(seed);
    Course course = new Course(random);
    for (int seller = 0; !course.isDecided(); seller++) {
      int what = random.nextInt(12);
      if (what == 0) {
        course.cancel();
      } else if (what < 3 && course.failures < MOST_FAILURES) {
        course.fail(seller, what == 1);
      } else {
        course.tell(seller, RESULTS.get(random.nextInt(RESULTS.size())));
      }
      course.check("seed " + seed + ", after seller " + seller);
    }
  }

  /** One job, and what it must be. */
  private final class Course {
    private final int verify;
    private final long budget;
    private final long before;
    private final UUID job;
    private final List<Long> earnedBefore;
    private final List<String> told = new ArrayList<>();
    private final List<Integer> tellers = new ArrayList<>();
    private boolean cancelled;
    private int failures;

    Course(Random random) {
      verify = 1 + random.nextInt(3);
      budget = RUN * verify + random.nextInt(3) * (RUN / 2);
      before = money.available(buyer);
      earnedBefore = earnings();
      JsonObject spec =
          Json.createObjectBuilder(SqlMarket.spec())
              .add("verify", verify)
              .add("budget", budget)
              .add("max_attempts", 10)
              .build();
      job = market.submitted(buyer, spec);
    }

    void cancel() {
      market.cancel(buyer, job).ok();
      cancelled = true;
    }

    void fail(int seller, boolean silently) {
      SqlMarket.Held held = market.take(sellers.get(seller));
      if (silently) {
        market.letLeaseRunOut(held);
        market.sweep().ok();
      } else {
        market.start(held).ok();
        market.finish(held, SqlMarket.outcome("seller_error")).ok();
      }
      failures++;
    }

    void tell(int seller, String result) {
      run(seller, 0, result);
      told.add(result);
      tellers.add(seller);
    }

    /** Two that agree decide; two that differ call a third, if the budget pays for it. */
    boolean isDecided() {
      boolean thirdIsCalled =
          verify == 2 && told.size() == 2 && agreed().isEmpty() && budget >= 3 * RUN;
      return cancelled || (told.size() >= verify && !thirdIsCalled);
    }

    private Optional<String> agreed() {
      return told.stream()
          .filter(one -> verify == 1 || Collections.frequency(told, one) >= 2)
          .findFirst();
    }

    private String state() {
      if (cancelled) {
        return "cancelled";
      }
      return !isDecided() ? "queued" : agreed().isPresent() ? "succeeded" : "failed";
    }

    /** Whether this seller's run is paid, once the job is decided. */
    private boolean isPaid(int seller) {
      int at = tellers.indexOf(seller);
      return at >= 0 && (cancelled || agreed().filter(told.get(at)::equals).isPresent());
    }

    void check(String when) {
      assertThat(job(job).getString("state")).as(when).isEqualTo(state());
      long paid = isDecided() ? tellers.stream().filter(this::isPaid).count() * RUN : budget;
      assertThat(money.available(buyer)).as(when).isEqualTo(before - paid);
      for (int i = 0; i < sellers.size(); i++) {
        assertThat(earned(i) - earnedBefore.get(i))
            .as("%s, seller %s", when, i)
            .isEqualTo(isDecided() && isPaid(i) ? RUN - 2 : 0);
      }
    }

    private List<Long> earnings() {
      return Stream.iterate(0, i -> i + 1)
          .limit(sellers.size())
          .map(VerifiedSequencesSqlTest.this::earned)
          .toList();
    }
  }
}
