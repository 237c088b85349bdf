package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Quotes, the account and its statement over REST. */
interface MoneyContract extends Portal {

  @Test
  default void aQuoteIsGivenForAJobThatIsStillBeingWritten() {
    Visitor buyer = Visitor.guest(portal());
    JsonObject quote = buyer.post("/api/quotes", "{\"memory_mb\":64}").expect(200).json();

    assertThat(quote.getInt("timeout_s")).isEqualTo(600);
    assertThat(quote.getInt("available")).isEqualTo(5_000_000);
    assertThat(quote.getJsonObject("sellers")).containsKeys("online", "can_run", "can_run_now");
    JsonObject problem = buyer.post("/api/quotes", "{\"memory_mb\":1}").expect(400).json();
    assertThat(problem.getString("field")).isEqualTo("memory_mb");
    Visitor.stranger(portal()).post("/api/quotes", "{}").expect(401);
  }

  @Test
  default void aSubmitHoldsTheBudgetAndACancelGivesItBack() {
    Visitor buyer = Visitor.guest(portal());
    JsonObject job =
        buyer.post("/api/jobs", "{\"image\":\"a\",\"budget\":1250000}").expect(201).json();

    assertThat(job.getInt("budget")).isEqualTo(1_250_000);
    JsonObject account = buyer.get("/api/account").expect(200).json();
    assertThat(account.getInt("available")).isEqualTo(3_750_000);
    assertThat(account.getInt("held")).isEqualTo(1_250_000);
    JsonObject cancelled =
        buyer.post("/api/jobs/" + job.getString("id") + "/cancel", null).expect(200).json();
    assertThat(cancelled.getJsonObject("job").getJsonObject("settlement").getInt("returned"))
        .isEqualTo(1_250_000);
    assertThat(buyer.get("/api/account").json().getInt("available")).isEqualTo(5_000_000);
  }

  @Test
  default void aJobThatCannotBePaidIsRefused() {
    JsonObject problem =
        Visitor.guest(portal())
            .post("/api/jobs", "{\"image\":\"a\",\"budget\":6000000}")
            .expect(402)
            .json();
    assertThat(problem.getString("reason")).isEqualTo("insufficient_funds");
    assertThat(problem.getString("detail")).contains("6 credits", "you have 5");
  }

  @Test
  default void theStatementComesInPagesAndAsATable() {
    Visitor buyer = Visitor.guest(portal());
    String id =
        buyer
            .post("/api/jobs", "{\"image\":\"a\",\"budget\":1250000}")
            .expect(201)
            .json()
            .getString("id");

    JsonObject first = buyer.get("/api/account/ledger?limit=2").expect(200).json();
    JsonObject second =
        buyer
            .get("/api/account/ledger?limit=2&cursor=" + first.getString("cursor"))
            .expect(200)
            .json();
    assertThat(first.getJsonArray("entries").getJsonObject(0).getString("job_id")).isEqualTo(id);
    assertThat(second.getJsonArray("entries").getJsonObject(0).getString("reason"))
        .isEqualTo("starter");
    assertThat(second).doesNotContainKey("cursor");

    Visitor.Answer table = buyer.get("/api/account/ledger", "Accept", "text/csv").expect(200);
    assertThat(table.header("Content-Type")).isEqualToIgnoringCase("text/csv;charset=utf-8");
    assertThat(table.body().split("\r\n"))
        .hasSize(4)
        .startsWith("time,reason,bucket,credits,job_id,attempt_id,payment_id,rule")
        .anyMatch(line -> line.contains(",hold,available,-1.25," + id + ",,,"))
        .anyMatch(line -> line.endsWith(",starter,available,5,,,,"));
    assertThat(buyer.get("/api/account/ledger?limit=0").expect(400).json().getString("field"))
        .isEqualTo("limit");
  }
}
