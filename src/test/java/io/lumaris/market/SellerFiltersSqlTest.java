package io.lumaris.market;

import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a seller does not take, by its own rules. */
class SellerFiltersSqlTest {
  private static final UUID BUYER = UUID.fromString("5d0e8a70-2c55-4c0c-8d4f-0f3f4f6a1b11");
  private static final int LOOKED_AT = 500;

  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"images\": {\"deny\": [\"*busybox*\"]}}",
        "{\"images\": {\"allow\": [\"docker.io/library/*\"]}}",
        "{\"buyers\": {\"deny\": [\"5d0e8a70-2c55-4c0c-8d4f-0f3f4f6a1b11\"]}}",
        "{\"max_cpus\": 0.9}",
        "{\"max_memory_mb\": 511}",
        "{\"max_timeout_s\": 599}"
      })
  void aFilterKeepsTheJobFromThisSellerAndFromNoOther(String filters) {
    UUID picky = picky(filters);
    UUID job = market.submitted(BUYER, spec());
    assertThat(why(job))
        .isEqualTo("Waiting: the only seller online that fits refuses it by its rules.");
    assertThat(SqlMarket.claims(market.claim(picky, 1))).isEmpty();
    assertThat(dropped().getInt("policy")).isEqualTo(1);

    picky(filters);
    assertThat(why(job))
        .isEqualTo("Waiting: all of the 2 sellers online that fit refuse it by their rules.");

    UUID other = market.seller();
    assertThat(why(job)).startsWith("Waiting: a seller that fits is free and is being told");
    assertThat(market.take(other).job()).isEqualTo(job);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"images\": {\"deny\": [\"*python*\"], \"allow\": [\"docker.io/lumaris/*\"]}}",
        "{\"buyers\": {\"deny\": [\"00000000-0000-0000-0000-000000000000\"]}}",
        "{\"max_cpus\": 1, \"max_memory_mb\": 512, \"max_timeout_s\": 600}"
      })
  void whatAFilterDoesNotRefuseIsTaken(String filters) {
    UUID picky = picky(filters);
    UUID job = market.submitted(BUYER, spec());
    assertThat(market.take(picky).job()).isEqualTo(job);
  }

  @Test
  void aJobThatIsRefusedIsPassedByAndTheNextIsTaken() {
    UUID picky = picky("{\"images\": {\"deny\": [\"*miner*\"]}}");
    for (int i = 0; i < LOOKED_AT - 1; i++) {
      market.submitted(BUYER, image("x/miner"));
    }
    UUID good = market.submitted(BUYER, spec());
    assertThat(market.take(picky).job()).isEqualTo(good);
    assertThat(market.claim(picky, 1).ok().getString("why_idle"))
        .contains("your own rules refuse them");
    assertThat(SqlMarket.claims(market.claim(market.seller(), 1))).hasSize(1);
  }

  @Test
  void aSellerWithFiltersLooksAtTheFirst500JobsOfAQueue() {
    UUID picky = picky("{\"images\": {\"deny\": [\"*miner*\"]}}");
    for (int i = 0; i < LOOKED_AT; i++) {
      market.submitted(BUYER, image("x/miner"));
    }
    UUID good = market.submitted(BUYER, spec());
    assertThat(SqlMarket.claims(market.claim(picky, 1))).isEmpty();
    market.take(market.seller());
    assertThat(market.take(picky).job()).isEqualTo(good);
  }

  @Test
  void manyJobsAreTakenAtOnceInTheirOrder() {
    UUID picky = picky("{\"images\": {\"deny\": [\"*miner*\"]}, \"max_memory_mb\": 600}");
    UUID first = market.submitted(BUYER, spec());
    market.submitted(BUYER, image("x/miner"));
    UUID second = market.submitted(BUYER, spec());
    UUID small = market.submitted(BUYER, spec("memory_mb", 64));
    market.submitted(BUYER, spec("memory_mb", 1024));
    List<JsonObject> claims = SqlMarket.claims(market.claim(picky, 10));
    assertThat(claims.stream().map(claim -> UUID.fromString(claim.getString("job_id"))))
        .containsExactlyInAnyOrder(first, second, small);
  }

  @Test
  void filtersStayUntilOthersAreNamedAndNoneTakesThemAway() {
    UUID seller = picky("{\"max_cpus\": 0.5}");
    market.register(seller, SqlMarket.ROOMY).ok();
    assertThat(filters(seller)).isEqualTo("{\"max_cpus\": 0.5}");
    filter(seller, "{}");
    assertThat(filters(seller)).isNull();
  }

  @Test
  void outsideItsHoursASellerIsAsIfPaused() {
    UUID seller = picky(hours(60, 120));
    UUID job = market.submitted(BUYER, spec());
    assertThat(why(job))
        .isEqualTo("Waiting: 1 seller is online, but it is taking no jobs at the moment.");
    assertThat(dropped().getInt("closed")).isEqualTo(1);
    JsonObject answer = market.claim(seller, 1).ok();
    assertThat(answer.getJsonArray("claims")).isEmpty();
    assertThat(answer.getString("why_idle"))
        .startsWith("You take jobs from " + clock(60) + " to " + clock(120) + " UTC only, it is ");
    filter(seller, hours(-60, 60));
    assertThat(market.take(seller).job()).isEqualTo(job);
  }

  @ParameterizedTest
  @CsvSource({
    "-60,60,false",
    "60,120,true",
    "-120,-60,true",
    "60,-60,true",
    "-60,-120,false",
    "120,60,false"
  })
  void hoursMayGoOverMidnight(int from, int to, boolean outside) {
    assertThat(sql.text("select lumaris.outside_hours(?::jsonb)", hours(from, to)))
        .isEqualTo(outside ? "t" : "f");
  }

  @Test
  void aSellerThatRefusedAJobItselfDoesNotGetItAgain() {
    UUID seller = market.seller();
    UUID job = market.submitted(BUYER, spec());
    SqlMarket.Held held = market.take(seller);
    JsonObject refused =
        Json.createObjectBuilder()
            .add("reason", "seller_refused")
            .add("detail", "The rule \"deny *@sha256:aa\" refuses the image.")
            .build();
    market.finish(held, refused).ok();
    assertThat(SqlMarket.claims(market.claim(seller, 1))).isEmpty();
    assertThat(why(job)).contains("refuses the job by its own rules: The rule");
    assertThat(market.take(market.seller()).job()).isEqualTo(job);
  }

  private UUID picky(String filters) {
    UUID seller = someone();
    filter(seller, filters);
    return seller;
  }

  private void filter(UUID seller, String filters) {
    JsonObjectBuilder wish =
        Json.createObjectBuilder(SqlMarket.ROOMY)
            .add("isolation", Json.createArrayBuilder(List.of("runc")))
            .add("filters", read(filters));
    sql.call("seller_update(?, ?::jsonb)", seller, wish.build().toString()).ok();
  }

  private String filters(UUID seller) {
    return sql.text("select filters from lumaris.seller where id = ?", seller);
  }

  private String why(UUID job) {
    return market.job(BUYER, job).getString("why");
  }

  private JsonObject dropped() {
    return sql.call("quote(?, ?::jsonb)", BUYER, spec().toString())
        .ok()
        .getJsonObject("quote")
        .getJsonObject("dropped");
  }

  private static JsonObject image(String name) {
    return spec("image", Json.createValue(name));
  }

  private static JsonObject read(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  /** From so many minutes from now to so many. */
  private static String hours(int from, int to) {
    return "{\"hours\": {\"from\": \"" + clock(from) + "\", \"to\": \"" + clock(to) + "\"}}";
  }

  private static String clock(int minutes) {
    return OffsetDateTime.now(ZoneOffset.UTC)
        .plusMinutes(minutes)
        .format(DateTimeFormatter.ofPattern("HH:mm"));
  }
}
