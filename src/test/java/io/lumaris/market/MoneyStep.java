package io.lumaris.market;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/**
 * Something that happens in a {@link MoneyRun}. The numbers choose among what is there, so that any
 * part of a list of steps is one too.
 */
record MoneyStep(Kind kind, int which, int how) {
  private static final int CHOICES = 1_000;

  /** Of all steps, one in so many: it takes as long as hundreds of others. */
  private static final int CRASHES = 200;

  private static final List<Long> BUDGETS = List.of(0L, 19L, 25L, 1_299L, 2_000L, 50_000L);
  private static final List<Long> MEASURED = List.of(0L, 1L, 999L, 2_500L, 700_000L);
  private static final List<String> REASONS =
      List.of(
          "succeeded",
          "exit_code",
          "out_of_memory",
          "run_timeout",
          "budget_reached",
          "image_not_found",
          "image_pull_failed",
          "seller_error",
          "seller_quit");

  /** What may happen. */
  enum Kind {
    SUBMIT,
    SUBMIT_AGAIN,
    CLAIM,
    START,
    FINISH,
    FINISH_AGAIN,
    CANCEL,
    LOSE,
    TIME_OUT,
    DELETE,
    TOP_UP,
    PAYOUT,
    CRASH
  }

  private static final List<Kind> QUICK = List.copyOf(EnumSet.complementOf(EnumSet.of(Kind.CRASH)));

  static MoneyStep random(Random random) {
    Kind kind = random.nextInt(CRASHES) == 0 ? Kind.CRASH : QUICK.get(random.nextInt(QUICK.size()));
    return new MoneyStep(kind, random.nextInt(CHOICES), random.nextInt(CHOICES));
  }

  /** Of a submit, in micro-credits. */
  long budget() {
    return BUDGETS.get(how % BUDGETS.size());
  }

  /** Whether a submitted job wants to be tried again when its program fails. */
  boolean retried() {
    return how / BUDGETS.size() % 2 == 1;
  }

  /** Of an end. */
  String reason() {
    return REASONS.get(how % REASONS.size());
  }

  /** What the seller says it measured. */
  long measuredMs() {
    return MEASURED.get(how / REASONS.size() % MEASURED.size());
  }

  /** The end as the seller tells it. */
  JsonObject outcome() {
    JsonObjectBuilder outcome =
        Json.createObjectBuilder()
            .add("exit_code", reason().equals("succeeded") ? 0 : 137)
            .add("run_ms", measuredMs());
    if (!reason().equals("succeeded")) {
      outcome.add("reason", reason());
    }
    return outcome.build();
  }
}
