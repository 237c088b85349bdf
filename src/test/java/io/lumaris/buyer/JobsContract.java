package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A job over REST, from its submission to its end. */
interface JobsContract extends Portal {

  @Test
  default void aSubmittedJobIsThereWithEveryDefaultFilledIn() {
    Visitor buyer = Visitor.guest(portal());
    Visitor.Answer answer =
        buyer.post("/api/jobs", "{\"image\":\"lumaris/busybox\",\"command\":\"true\"}").expect(201);
    JsonObject job = answer.json();

    assertThat(URI.create(answer.header("Location")).getPath())
        .isEqualTo("/api/jobs/" + job.getString("id"));
    assertThat(job.getString("state")).isEqualTo("queued");
    assertThat(job.getString("why")).isNotBlank();
    assertThat(job.getJsonObject("spec").getInt("memory_mb")).isEqualTo(512);
    assertThat(buyer.get(answer.header("Location")).expect(200).json().getJsonObject("spec"))
        .isEqualTo(job.getJsonObject("spec"));
  }

  @Test
  default void oneKeyMakesOneJobHoweverOftenAndFastItIsSent() {
    Visitor buyer = Visitor.guest(portal());
    String key = UUID.randomUUID().toString();
    List<CompletableFuture<Visitor.Answer>> answers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> submit(buyer, key, "true")))
            .limit(50)
            .toList();

    assertThat(answers.stream().map(answer -> answer.join().json().getString("id")).distinct())
        .hasSize(1);
    assertThat(
            answers.stream().map(answer -> answer.join().status()).filter(status -> status == 201))
        .hasSize(1);
    assertThat(buyer.get("/api/jobs").json().getJsonArray("jobs")).hasSize(1);
  }

  @Test
  default void aKeyThatMadeAnotherJobIsRefused() {
    Visitor buyer = Visitor.guest(portal());
    submit(buyer, "k", "true").expect(201);

    assertThat(submit(buyer, "k", "false").expect(409).json().getString("reason"))
        .isEqualTo("token_conflict");
    submit(Visitor.guest(portal()), "k", "false").expect(201);
  }

  @Test
  default void aListIsReadPageByPageNewestFirst() {
    Visitor buyer = Visitor.guest(portal());
    List<String> ids =
        Stream.of("one", "two", "three")
            .map(word -> buyer.submit("echo " + word).getString("id"))
            .toList();

    JsonObject first = buyer.get("/api/jobs?limit=2").expect(200).json();
    JsonObject second =
        buyer.get("/api/jobs?limit=2&cursor=" + first.getString("cursor")).expect(200).json();

    assertThat(ids(first)).containsExactly(ids.get(2), ids.get(1));
    assertThat(ids(second)).containsExactly(ids.get(0));
    assertThat(second).doesNotContainKey("cursor");
    assertThat(first.getJsonObject("counts").getInt("queued")).isEqualTo(3);
  }

  @Test
  default void aListIsFilteredByStateLabelAndText() {
    Visitor buyer = Visitor.guest(portal());
    String labelled =
        buyer
            .post("/api/jobs", "{\"image\":\"a\",\"command\":\"b\",\"labels\":{\"project\":\"x\"}}")
            .expect(201)
            .json()
            .getString("id");
    String cancelled = buyer.submit("needle").getString("id");
    buyer.post("/api/jobs/" + cancelled + "/cancel", null).expect(200);

    assertThat(ids(buyer.get("/api/jobs?state=cancelled").json())).containsExactly(cancelled);
    assertThat(ids(buyer.get("/api/jobs?state=queued,cancelled").json())).hasSize(2);
    assertThat(ids(buyer.get("/api/jobs?state=queued&state=cancelled").json())).hasSize(2);
    assertThat(ids(buyer.get("/api/jobs?label=project%3Dx").json())).containsExactly(labelled);
    assertThat(ids(buyer.get("/api/jobs?label=project").json())).containsExactly(labelled);
    assertThat(ids(buyer.get("/api/jobs?text=needle&label=&cursor=").json()))
        .containsExactly(cancelled);
  }

  @Test
  default void aJobThatRanShowsItsOutputAsTextAndInPieces() {
    Visitor buyer = Visitor.guest(portal());
    String id = buyer.submit("run me").getString("id");
    new Vendor().run(id).print("one\n", "zwei ä\n").print("<b>three</b>").end(3);

    Visitor.Answer text = buyer.get("/api/jobs/" + id + "/logs").expect(200);
    JsonObject page =
        buyer
            .get("/api/jobs/" + id + "/logs?after=10000001&limit=1", "Accept", "application/json")
            .expect(200)
            .json();
    JsonObject job = buyer.get("/api/jobs/" + id).expect(200).json();

    assertThat(text.body()).isEqualTo("one\nzwei ä\n<b>three</b>");
    assertThat(text.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
    assertThat(page.getJsonArray("chunks").getJsonObject(0).getString("text"))
        .isEqualTo("zwei ä\n");
    assertThat(page.getBoolean("more")).isTrue();
    assertThat(job.getString("state")).isEqualTo("failed");
    assertThat(job.getInt("exit_code")).isEqualTo(3);
    assertThat(job.getJsonArray("attempts")).hasSize(1);
    assertThat(buyer.get("/api/jobs/" + id + "/logs?stream=stderr").expect(200).body()).isEmpty();
  }

  @Test
  default void outputOfManyPagesComesAsOneText() {
    Visitor buyer = Visitor.guest(portal());
    String id = buyer.submit("talk").getString("id");
    Vendor vendor = new Vendor().run(id);
    StringBuilder expected = new StringBuilder();
    for (int report = 0; report < 25; report++) {
      String[] lines = new String[100];
      for (int line = 0; line < lines.length; line++) {
        lines[line] = "line " + report + "." + line + "\n";
        expected.append(lines[line]);
      }
      vendor.print(lines);
    }

    assertThat(buyer.get("/api/jobs/" + id + "/logs").expect(200).body())
        .isEqualTo(expected.toString());
  }

  @Test
  default void onlyAJobThatIsOverCanBeDeletedAndCancellingItTwiceChangesNothing() {
    Visitor buyer = Visitor.guest(portal());
    String path = "/api/jobs/" + buyer.submit("true").getString("id");

    assertThat(buyer.delete(path).expect(409).json().getString("reason")).isEqualTo("not_final");
    assertThat(buyer.post(path + "/cancel", null).expect(200).json().getBoolean("changed"))
        .isTrue();
    JsonObject again = buyer.post(path + "/cancel", null).expect(200).json();
    assertThat(again.getBoolean("changed")).isFalse();
    assertThat(again.getJsonObject("job").getString("state")).isEqualTo("cancelled");
    buyer.delete(path).expect(204);
    buyer.get(path).expect(404);
  }

  @Test
  default void whoIsThereToSellIsListed() {
    new Vendor();
    JsonObject sellers = Visitor.guest(portal()).get("/api/sellers").expect(200).json();

    assertThat(sellers.getJsonArray("sellers").getValuesAs(JsonObject.class))
        .anySatisfy(
            seller -> {
              assertThat(seller.getBoolean("online")).isTrue();
              assertThat(seller.getInt("memory_mb")).isEqualTo(262_144);
            });
  }

  @Test
  default void limitsAndSamplesAreForEverybody() {
    Visitor stranger = Visitor.stranger(portal());

    assertThat(stranger.get("/api/limits").expect(200).json().getJsonObject("image"))
        .containsKey("pattern");
    assertThat(
            stranger
                .get("/api/samples")
                .expect(200)
                .json()
                .getJsonArray("samples")
                .getJsonObject(0)
                .getString("command"))
        .isEqualTo("echo hello");
  }

  private static Visitor.Answer submit(Visitor buyer, String key, String command) {
    return buyer.post(
        "/api/jobs",
        "{\"image\":\"lumaris/busybox\",\"command\":\"" + command + "\"}",
        "Idempotency-Key",
        key);
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("jobs").getValuesAs(JsonObject.class).stream()
        .map(job -> job.getString("id"))
        .toList();
  }
}
