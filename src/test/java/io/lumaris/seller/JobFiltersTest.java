package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumaris.job.JobJson;
import io.lumaris.job.JobSpec;
import io.lumaris.job.Reason;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node does not take. */
class JobFiltersTest extends SellerLoopFixture {
  private static final Instant WINTER = Instant.parse("2026-01-15T12:00:00Z");
  private static final Instant SUMMER = Instant.parse("2026-07-15T12:00:00Z");

  @Test
  void withoutSettingsNothingIsRefused() {
    assertThat(told(Map.of())).isEqualTo("{}");
    assertThat(told(Map.of("deny-images", ""))).isEqualTo("{}");
  }

  @Test
  void theMarketIsToldWhatTheSettingsSay() {
    assertThat(
            told(
                Map.of(
                    "allow-images", "docker.io/library/*, *@sha256:aa",
                    "deny-images", "*miner*",
                    "deny-buyers", "5d0e8a70-2c55-4c0c-8d4f-0f3f4f6a1b11",
                    "max-cpus", "0.5",
                    "max-memory-mb", "512",
                    "max-timeout-s", "60",
                    "hours", "22:00-06:00 UTC")))
        .isEqualTo(
            "{\"buyers\":{\"deny\":[\"5d0e8a70-2c55-4c0c-8d4f-0f3f4f6a1b11\"]},\"hours\":{\"from\":\"22:00\",\"to\":\"06:00\"},"
                + "\"images\":{\"allow\":[\"docker.io/library/*\",\"*@sha256:aa\"],\"deny\":[\"*miner*\"]},"
                + "\"max_cpus\":0.5,\"max_memory_mb\":512,\"max_timeout_s\":60}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deny-images | busybox | lumaris.seller.filters.deny-images must be at most 100 patterns for images' whole names such as docker.io/library/* or *busybox*, separated by commas, it is busybox",
        "deny-buyers | ada | lumaris.seller.filters.deny-buyers must be at most 200 ids of accounts, separated by commas, it is ada",
        "deny-buyers | 1-2-3-4-5 | lumaris.seller.filters.deny-buyers must be at most 200 ids of accounts, separated by commas, it is 1-2-3-4-5",
        "max-cpus | two | lumaris.seller.filters.max-cpus must be a number, such as 2 or 0.5, from 0.1 to 4096, it is two",
        "max-cpus | NaN | lumaris.seller.filters.max-cpus must be a number, such as 2 or 0.5, from 0.1 to 4096, it is NaN",
        "max-memory-mb | 8 | lumaris.seller.filters.max-memory-mb must be a whole number of MB from 16 to 16777216, it is 8",
        "max-timeout-s | 0 | lumaris.seller.filters.max-timeout-s must be a whole number of seconds from 1 to 86400, it is 0",
        "hours | 9-17 | lumaris.seller.filters.hours must be two times of day such as 22:00-06:00, it is 9-17",
        "hours | 09:00-09:00 | lumaris.seller.filters.hours must be two times of day such as 22:00-06:00, it is 09:00-09:00",
        "hours | 09:00-24:00 | lumaris.seller.filters.hours must be two times of day such as 22:00-06:00, it is 09:00-24:00"
      })
  void aSettingThatIsWrongSaysWhatToWrite(String key, String value, String sentence) {
    assertThatThrownBy(() -> filters(Map.of(key, value))).hasMessage(sentence);
  }

  @Test
  void moreThanTheMarketTakesIsRefused() {
    String many = String.join(",", Collections.nCopies(101, "*miner*"));
    assertThatThrownBy(() -> filters(Map.of("allow-images", many)))
        .hasMessageStartingWith(
            "lumaris.seller.filters.allow-images must be at most 100 patterns for images");
  }

  @Test
  void hoursAreThoseOfTheMachineInSummerAndInWinter() {
    DailyHours hours =
        new DailyHours(LocalTime.of(1, 30), LocalTime.of(23, 0), ZoneId.of("Europe/Berlin"));
    assertThat(hours.inUtc(WINTER).from()).isEqualTo("00:30");
    assertThat(hours.inUtc(WINTER).to()).isEqualTo("22:00");
    assertThat(hours.inUtc(SUMMER).from()).isEqualTo("23:30");
  }

  @ParameterizedTest
  @CsvSource({
    "max-cpus, 0.50, It takes jobs of at most 0.5 CPUs.",
    "max-memory-mb, 256, It takes jobs of at most 256 MB of memory.",
    "max-timeout-s, 60, It takes jobs of at most 60 seconds."
  })
  void aJobThatIsTooLargeAllTheSameGoesToAnotherSeller(String key, String value, String sentence) {
    loop = loopWith(() -> executor, settings(filters(Map.of(key, value))));
    submit(1);
    turn();
    assertThat(executor.started()).isEmpty();
    var attempt = buyer.jobs(new io.lumaris.market.JobQuery(null, null, null, 1, null)).jobs();
    var told = buyer.job(attempt.get(0).id()).attempts().get(0);
    assertThat(told.reason()).isEqualTo(Reason.SELLER_REFUSED);
    assertThat(told.detail()).isEqualTo(sentence);
  }

  @Test
  void whatIsSmallEnoughIsRun() {
    JobFilters filters =
        filters(Map.of("max-cpus", "1", "max-memory-mb", "512", "max-timeout-s", "600"));
    JobSpec spec = JobSpec.image("x").command("true").cpus(1.0).memoryMb(512).timeoutS(600).build();
    assertThat(filters.refusal(spec)).isEmpty();
  }

  private static String told(Map<String, String> settings) {
    return JobJson.jsonb().toJson(filters(settings).told(WINTER));
  }

  private static JobFilters filters(Map<String, String> settings) {
    return SellerSettings.read(
            key ->
                Optional.ofNullable(settings.get(key.replace("lumaris.seller.filters.", "")))
                    .filter(value -> key.startsWith("lumaris.seller.filters.")))
        .filters();
  }
}
