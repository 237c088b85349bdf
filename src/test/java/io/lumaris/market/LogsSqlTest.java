package io.lumaris.market;

import static io.lumaris.market.SqlMarket.chunk;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LogsSqlTest {
  private static final long FIRST = 10_000_001;

  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID buyer = someone();
  private SqlMarket.Held held;

  @BeforeEach
  void aRunningJob() {
    market.submitted(buyer, spec());
    held = market.take(market.seller());
    market.start(held).ok();
  }

  @Test
  void outputIsKeptPushedAndReadInOrder() {
    Reply reply = log(1, "one\n", "two\n");
    assertThat(reply.ok().getInt("kept_bytes")).isEqualTo(8);
    assertThat(reply.told("log")).containsExactly("102/" + held.job());
    assertThat(reply.said(0).getJsonArray("chunks")).isEqualTo(read(0, 500).getJsonArray("chunks"));
    JsonObject page = read(0, 500);
    assertThat(texts(page)).containsExactly("one\n", "two\n");
    JsonObject first = page.getJsonArray("chunks").getJsonObject(0);
    assertThat(first.getJsonNumber("seq").longValue()).isEqualTo(FIRST);
    assertThat(first.getInt("attempt")).isOne();
    assertThat(first.getString("stream")).isEqualTo("stdout");
    assertThat(first.getJsonNumber("time").longValue()).isEqualTo(1_700_000_000_123L);
    assertThat(page.getJsonNumber("last_seq").longValue()).isEqualTo(FIRST + 1);
  }

  @Test
  void aRepeatedChunkIsKeptAndPushedOnce() {
    log(1, "one", "two").ok();
    Reply again = log(2, "two", "three");
    assertThat(again.ok().getInt("kept_bytes")).isEqualTo(11);
    assertThat(again.said(0).getJsonArray("chunks")).hasSize(1);
    assertThat(log(1, "one", "two", "three").hints()).isEmpty();
    assertThat(texts(read(0, 500))).containsExactly("one", "two", "three");
    assertThat(job().getJsonObject("log").getInt("bytes")).isEqualTo(11);
  }

  @Test
  void aChunkTwiceInOneReportIsKeptOnce() {
    JsonArrayBuilder twice = Json.createArrayBuilder().add(chunk(1, "one")).add(chunk(1, "one"));
    assertThat(send(held, twice).ok().getInt("kept_bytes")).isEqualTo(3);
  }

  @Test
  void beyondTheLimitOutputIsCountedNotKept() {
    sql.update("update lumaris.setting set value = 10 where name = 'log_bytes_per_job'");
    Reply reply = log(1, "12345", "123456", "1");
    assertThat(reply.ok().getInt("kept_bytes")).isEqualTo(5);
    assertThat(reply.ok().getInt("cut_bytes")).isEqualTo(7);
    assertThat(log(4, "x").ok().getInt("cut_bytes")).isEqualTo(8);
    assertThat(log(2, "123456", "1", "x").ok().getInt("cut_bytes")).isEqualTo(8);
    assertThat(texts(read(0, 500))).containsExactly("12345");
    assertThat(read(0, 500).getInt("cut_bytes")).isEqualTo(8);
    assertThat(read(0, 500).getBoolean("more")).isFalse();
    assertThat(job().getJsonObject("log").getJsonNumber("last_seq").longValue()).isEqualTo(FIRST);
  }

  @Test
  void bytesAreCountedNotCharacters() {
    assertThat(log(1, "äö€").ok().getInt("kept_bytes")).isEqualTo(7);
  }

  @Test
  void pagesFollowEachOther() {
    log(1, "a", "b", "c", "d", "e").ok();
    JsonObject first = read(0, 2);
    assertThat(texts(first)).containsExactly("a", "b");
    assertThat(first.getBoolean("more")).isTrue();
    assertThat(texts(read(first.getJsonNumber("last_seq").longValue(), 2)))
        .containsExactly("c", "d");
    JsonObject last = read(FIRST + 3, 2);
    assertThat(texts(last)).containsExactly("e");
    assertThat(last.getBoolean("more")).isFalse();
    assertThat(last.getBoolean("final")).isFalse();
  }

  @Test
  void aPageOfGreatChunksIsCutAtHalfAMegabyte() {
    String great = "x".repeat(200_000);
    log(1, great, great, great).ok();
    JsonObject page = read(0, 500);
    assertThat(texts(page)).hasSize(2);
    assertThat(page.getBoolean("more")).isTrue();
  }

  @Test
  void thePageOfAnEndedJobIsFinal() {
    log(1, "a").ok();
    market.finish(held, SqlMarket.exit(0)).ok();
    assertThat(read(0, 500).getBoolean("final")).isTrue();
  }

  @Test
  void outputWithAnOldTokenIsRefused() {
    market.letLeaseRunOut(held);
    market.sweep().ok();
    assertThat(log(1, "late").reason()).isEqualTo("lease_lost");
    assertThat(texts(read(0, 500))).isEmpty();
  }

  @Test
  void theOutputOfALostAttemptStaysAndTheNextFollows() {
    log(1, "lost").ok();
    market.letLeaseRunOut(held);
    SqlMarket.Held second = market.take(market.seller());
    send(second, Json.createArrayBuilder().add(chunk(1, "found"))).ok();
    assertThat(texts(read(0, 500))).containsExactly("lost", "found");
    assertThat(read(0, 500).getJsonNumber("last_seq").longValue()).isEqualTo(20_000_001);
  }

  @Test
  void aTalkativeLostAttemptDoesNotCutTheNextOne() {
    sql.update("update lumaris.setting set value = 10 where name = 'log_bytes_per_job'");
    log(1, "12345678", "abc").ok();
    market.letLeaseRunOut(held);
    SqlMarket.Held second = market.take(market.seller());
    Reply reply = send(second, Json.createArrayBuilder().add(chunk(1, "87654321")));
    assertThat(reply.ok().getInt("kept_bytes")).isEqualTo(8);
    assertThat(reply.ok().getInt("cut_bytes")).isEqualTo(11);
    assertThat(texts(read(0, 500))).containsExactly("87654321");
  }

  @Test
  void somebodyElsesOutputIsNotFound() {
    assertThat(sql.call("job_logs(?, ?, 0, 500)", someone(), held.job()).reason())
        .isEqualTo("job_not_found");
    assertThat(sql.call("job_watch(?, ?)", someone(), held.job()).reason())
        .isEqualTo("job_not_found");
  }

  private Reply log(int firstSeq, String... texts) {
    JsonArrayBuilder chunks = Json.createArrayBuilder();
    for (int i = 0; i < texts.length; i++) {
      chunks.add(chunk(firstSeq + i, texts[i]));
    }
    return send(held, chunks);
  }

  private Reply send(SqlMarket.Held by, JsonArrayBuilder chunks) {
    return sql.call(
        "attempt_logs(?, ?, ?, ?::jsonb)",
        by.seller(),
        by.attempt(),
        by.token(),
        chunks.build().toString());
  }

  private JsonObject read(long after, int limit) {
    return sql.call("job_logs(?, ?, ?, ?)", buyer, held.job(), after, limit).ok();
  }

  private JsonObject job() {
    return market.job(buyer, held.job());
  }

  private static List<String> texts(JsonObject page) {
    return page.getJsonArray("chunks").getValuesAs(JsonObject.class).stream()
        .map(chunk -> chunk.getString("text"))
        .toList();
  }
}
