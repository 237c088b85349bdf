package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumaris.testing.MarketSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random sequences of what buyers, sellers, operators and time do, held step by step to {@link
 * MoneyModel}. A sequence that fails is made as short as it goes and printed; its seed plays it
 * again.
 */
class MoneyModelSqlTest {
  private static final int SEQUENCES = 40;
  private static final int STEPS = 100;

  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final SqlMoney money = new SqlMoney(sql, market);

  @Test
  void whateverHappensStatesAndMoneyAreThoseOfTheModel() {
    long seed = System.nanoTime();
    for (int i = 0; i < SEQUENCES; i++) {
      hold(seed + i);
    }
  }

  /** That this test can find something: a refund rule is broken, and four steps show it. */
  @Test
  void aBrokenRefundRuleIsFoundAndShownInAFewSteps() {
    sql.update("update lumaris.reason set payer = 'buyer_time_used' where code = 'seller_error'");
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < SEQUENCES; i++) {
                hold(i);
              }
            })
        .isInstanceOf(AssertionError.class)
        .satisfies(
            found ->
                assertThat(found.getMessage().lines().filter(l -> l.startsWith("  ")))
                    .hasSizeBetween(3, 6))
        .hasMessageContaining("kind=FINISH");
  }

  private void hold(long seed) {
    List<MoneyStep> steps = steps(new Random(seed));
    if (failure(steps) != null) {
      List<MoneyStep> shortest = shortened(steps);
      throw new AssertionError(
          "Seed "
              + seed
              + ", shortened to:\n  "
              + String.join("\n  ", shortest.stream().map(MoneyStep::toString).toList())
              + "\n"
              + failure(shortest));
    }
  }

  private static List<MoneyStep> steps(Random random) {
    return IntStream.range(0, STEPS).mapToObj(i -> MoneyStep.random(random)).toList();
  }

  private AssertionError failure(List<MoneyStep> steps) {
    try {
      new MoneyRun(sql, market, money).play(steps);
      return null;
    } catch (AssertionError e) {
      // What it left must not be taken by the next one.
      sql.update("update lumaris.job set queue_deadline = now() where state = 'queued'");
      market.sweep();
      return e;
    }
  }

  /** Leaves out ever smaller parts as long as the rest still fails. */
  private List<MoneyStep> shortened(List<MoneyStep> failing) {
    List<MoneyStep> steps = new ArrayList<>(failing);
    for (int size = steps.size() / 2; size > 0; size /= 2) {
      for (int from = 0; from + size <= steps.size(); ) {
        List<MoneyStep> rest = new ArrayList<>(steps);
        rest.subList(from, from + size).clear();
        if (failure(rest) == null) {
          from += size;
        } else {
          steps = rest;
        }
      }
    }
    return steps;
  }
}
