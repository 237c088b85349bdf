package io.lumaris.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.receipt.Check.Result;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Whether a cost follows from ask and time; that it is the market's price the schema's test says.
 */
class CostCheckTest {
  private static Check check(JsonObjectBuilder claims) {
    return new CostCheck(claims.build(), Optional.of(Signed.SPEC)).check();
  }

  private static JsonObjectBuilder claims() {
    return Json.createObjectBuilder(Signed.claims());
  }

  @Test
  void theAskTimesTheTimeRoundedUpOnceIsTheCost() {
    assertThat(check(claims()))
        .isEqualTo(
            Check.holds("cost", "The cost of 126 micro-credits is the ask × the time charged."));
  }

  @Test
  void aMicroCreditMoreFails() {
    assertThat(check(claims().add("cost", 127)))
        .isEqualTo(Check.fails("cost", "The cost of 127 micro-credits is not ask × time, 126."));
  }

  @Test
  void lessIsWhatABudgetPaidFor() {
    Check less = check(claims().add("cost", 5));
    assertThat(less.result()).isEqualTo(Result.HOLDS);
    assertThat(less.sentence()).contains("less than ask × time, 126");
  }

  @Test
  void aBudgetThatWasUsedUpIsNotNamedAndSoNotChecked() {
    Check whole =
        check(claims().remove("exit_code").add("reason", "budget_reached").add("cost", 130));
    assertThat(whole.result()).isEqualTo(Result.NOT_CHECKED);
    assertThat(whole.sentence()).contains("the job's whole budget");
  }

  @Test
  void whereNoTimeWasChargedThereIsNoCost() {
    assertThat(check(claims().remove("charged_ms")).result()).isEqualTo(Result.FAILS);
    assertThat(check(claims().remove("charged_ms").add("cost", 0)).result())
        .isEqualTo(Result.HOLDS);
  }

  @Test
  void whatIsChargedIsTheSizeThatWasAskedForAndElseThatOfTheSandbox() {
    JsonObject larger =
        claims()
            .add("profile", Json.createObjectBuilder().add("cpus", 64).add("memory_bytes", 1 << 30))
            .add("cost", 127)
            .build();
    assertThat(new CostCheck(larger, Optional.of(Signed.SPEC)).check().result())
        .isEqualTo(Result.FAILS);
    assertThat(new CostCheck(larger, Optional.empty()).check().sentence()).contains("less than");
    assertThat(new CostCheck(Signed.claims(), Optional.empty()).check().result())
        .isEqualTo(Result.HOLDS);
  }

  @Test
  void whatCannotBeComputedIsNotChecked() {
    JsonObjectBuilder other = claims().add("ask", Json.createObjectBuilder().add("gpu_hour", 1));
    JsonObject noSize = claims().remove("profile").build();

    assertThat(check(other).result()).isEqualTo(Result.NOT_CHECKED);
    assertThat(check(claims().remove("ask")).result()).isEqualTo(Result.NOT_CHECKED);
    assertThat(check(claims().remove("cost")).result()).isEqualTo(Result.NOT_CHECKED);
    assertThat(new CostCheck(noSize, Optional.empty()).check().result())
        .isEqualTo(Result.NOT_CHECKED);
  }
}
