package io.lumaris.market;

import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ListingSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID buyer = someone();

  @Test
  void newestComeFirstAndThePagesMeet() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(market.submitted(buyer, spec()).toString());
      market.submitted(someone(), spec());
    }
    market.cancel(buyer, UUID.fromString(all.get(3))).ok();
    Collections.reverse(all);
    JsonObject first = list(null, null, null, 3, null);
    JsonObject second = list(null, null, null, 3, first.getString("cursor"));
    JsonObject third = list(null, null, null, 3, second.getString("cursor"));
    List<String> read = new ArrayList<>(ids(first));
    read.addAll(ids(second));
    read.addAll(ids(third));
    assertThat(read).containsExactlyElementsOf(all);
    assertThat(third.containsKey("cursor")).isFalse();
  }

  @Test
  void aJobSubmittedMeanwhileMovesNoPage() {
    for (int i = 0; i < 4; i++) {
      market.submitted(buyer, spec());
    }
    JsonObject first = list(null, null, null, 2, null);
    List<String> before = ids(list(null, null, null, 2, first.getString("cursor")));
    market.submitted(buyer, spec());
    assertThat(ids(list(null, null, null, 2, first.getString("cursor")))).isEqualTo(before);
  }

  @Test
  void statesFilterAndAreCounted() {
    UUID one = market.submitted(buyer, spec());
    UUID two = market.submitted(buyer, spec());
    market.submitted(buyer, spec());
    market.cancel(buyer, one).ok();
    market.cancel(buyer, two).ok();
    market.take(market.seller());
    JsonObject cancelled = list("{cancelled,assigned}", null, null, 25, null);
    assertThat(cancelled.getJsonArray("jobs")).hasSize(3);
    assertThat(ids(list("{cancelled}", null, null, 25, null)))
        .containsExactly(two.toString(), one.toString());
    assertThat(cancelled.getJsonObject("counts").toString())
        .isEqualTo(
            "{\"failed\":0,\"queued\":0,\"running\":0,\"assigned\":1,\"cancelled\":2,\"succeeded\":0}");
  }

  @Test
  void aStateThatIsAskedForTwiceBringsEachJobOnce() {
    market.submitted(buyer, spec());
    assertThat(ids(list("{queued,queued}", null, null, 25, null))).hasSize(1);
  }

  @Test
  void labelsAndTextFilterJobsAndCounts() {
    UUID red = market.submitted(buyer, labelled("red", "echo Hello"));
    market.submitted(buyer, labelled("blue", "echo hello"));
    market.submitted(buyer, spec());
    assertThat(ids(list(null, "colour=red", null, 25, null))).containsExactly(red.toString());
    assertThat(list(null, "colour", null, 25, null).getJsonArray("jobs")).hasSize(2);
    assertThat(list(null, "shape", null, 25, null).getJsonArray("jobs")).isEmpty();
    assertThat(list(null, null, "HELLO", 25, null).getJsonArray("jobs")).hasSize(2);
    assertThat(list(null, null, red.toString(), 25, null).getJsonArray("jobs")).hasSize(1);
    assertThat(list(null, null, "busybox", 25, null).getJsonArray("jobs")).hasSize(3);
    assertThat(list(null, "colour=red", null, 25, null).getJsonObject("counts").getInt("queued"))
        .isOne();
    assertThat(list(null, null, "%", 25, null).getJsonArray("jobs")).isEmpty();
  }

  @Test
  void anItemNamesTheSellerAndLeavesTheDetailsOut() {
    market.submitted(buyer, spec());
    market.start(market.take(market.seller())).ok();
    JsonObject item = list(null, null, null, 25, null).getJsonArray("jobs").getJsonObject(0);
    assertThat(item.getString("seller_name"))
        .isEqualTo(sql.text("select name from lumaris.seller"));
    assertThat(item.getString("why")).startsWith("Running on ");
    assertThat(item)
        .doesNotContainKeys("attempts", "client_token")
        .containsKeys("must_end_by", "spec", "log");
  }

  @Test
  void aCursorSomebodyMadeUpIsRefused() {
    Reply reply = sql.call("job_list(?, null, null, null, 25, ?)", buyer, "'; drop table");
    assertThat(reply.code()).isEqualTo(3);
    assertThat(reply.message()).startsWith("invalid_request: cursor: ");
  }

  @Test
  void aPageOfAHundredThousandJobsReadsNoMoreRowsThanItShows() {
    sql.update(
        "insert into lumaris.job (buyer_id, client_token, shape_id, spec, rank, queue_deadline)"
            + " select ?, i::text, 1, ?::jsonb, i, now() + interval '1 hour'"
            + " from generate_series(1, 100000) i",
        buyer,
        spec().toString());
    sql.update("vacuum analyze lumaris.job");
    long rows =
        sql.with(
            connection -> {
              connection.setAutoCommit(false);
              try {
                connection
                    .createStatement()
                    .execute(
                        "select lumaris.job_list('" + buyer + "', null, null, null, 25, null)");
                ResultSet read =
                    connection
                        .createStatement()
                        .executeQuery(
                            "select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables"
                                + " where schemaname = 'lumaris' and relname = 'job'");
                read.next();
                return read.getLong(1);
              } finally {
                connection.rollback();
                connection.setAutoCommit(true);
              }
            });
    assertThat(rows).as("rows of lumaris.job fetched").isLessThan(100);
  }

  private static JsonObject labelled(String colour, String command) {
    return Json.createObjectBuilder(spec())
        .add("command", command)
        .add("labels", Json.createObjectBuilder().add("colour", colour))
        .build();
  }

  private JsonObject list(String states, String label, String text, int limit, String cursor) {
    return sql.call("job_list(?, ?::text[], ?, ?, ?, ?)", buyer, states, label, text, limit, cursor)
        .ok();
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("jobs").getValuesAs(JsonObject.class).stream()
        .map(job -> job.getString("id"))
        .toList();
  }
}
