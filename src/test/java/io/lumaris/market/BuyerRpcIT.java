package io.lumaris.market;

import static io.lumaris.market.WireMarket.job;
import static io.lumaris.market.WireMarket.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.RawUser;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a buyer may ask, over HTTP on the running Nakama. */
class BuyerRpcIT {
  private final WireMarket market = new WireMarket();
  private final RawUser buyer = RawUser.signedIn();

  @Test
  void aJobIsSubmittedReadListedCancelledAndDeleted() {
    JsonObject submission = with(market.submission()).add("client_token", "mine").build();
    JsonObject submitted = buyer.rpc("job_submit", submission).ok();
    assertThat(submitted.getBoolean("created")).isTrue();
    assertThat(buyer.rpc("job_submit", submission).ok().getBoolean("created")).isFalse();
    String id = submitted.getJsonObject("job").getString("id");
    assertThat(buyer.rpc("job_get", job(id)).ok().getJsonObject("job"))
        .isEqualTo(submitted.getJsonObject("job"));
    JsonObject list = buyer.rpc("job_list").ok();
    assertThat(list.getJsonArray("jobs")).hasSize(1);
    assertThat(list.getJsonObject("counts").getInt("queued")).isOne();
    assertThat(buyer.rpc("job_delete", job(id)).refusal())
        .isEqualTo("400 9 not_final: the job is queued; cancel it before deleting it");
    JsonObject cancelled = buyer.rpc("job_cancel", job(id)).ok();
    assertThat(cancelled.getBoolean("changed")).isTrue();
    assertThat(cancelled.getJsonObject("job").getString("state")).isEqualTo("cancelled");
    assertThat(buyer.rpc("job_delete", job(id)).ok().getBoolean("deleted")).isTrue();
    assertThat(buyer.rpc("job_get", job(id)).refusal())
        .isEqualTo("404 5 job_not_found: you have no job with this id");
  }

  @Test
  void whatIsLeftOutIsFilledIn() {
    JsonObject submission =
        Json.createObjectBuilder()
            .add("spec", Json.createObjectBuilder().add("image", "a"))
            .build();
    JsonObject job = buyer.rpc("job_submit", submission).ok().getJsonObject("job");
    assertThat(job.getJsonObject("spec").toString())
        .isEqualTo(
            "{\"cpus\":1,\"image\":\"a\",\"priority\":1,\"memory_mb\":512,\"timeout_s\":600,"
                + "\"max_attempts\":3,\"queue_timeout_s\":3600,\"retry_on_exit_code\":false}");
    buyer.rpc("job_cancel", job(job.getString("id"))).ok();
  }

  @Test
  void manyJobsInOneCallAreMadeOrRefusedEachByItself() {
    String jobs =
        "{'jobs':[{'client_token':'a','spec':{'image':'a'}},{'spec':{'image':'a','cpus':'many'}},"
            + "{'spec':{'image':'a'},'token':'x'},{},{'client_token':'a','spec':{'image':'a'}}]}";
    JsonObject reply = buyer.rpc("job_submits", jobs.replace('\'', '"')).ok();
    List<JsonObject> answers = reply.getJsonArray("answers").getValuesAs(JsonObject.class);
    assertThat(answers.get(0).getBoolean("created")).isTrue();
    assertThat(answers.get(1).getString("message"))
        .isEqualTo("invalid_job: cpus: must be a number, you sent \"many\"");
    assertThat(answers.get(2).getString("message"))
        .isEqualTo("invalid_request: token: is no such field; there are client_token, spec");
    assertThat(answers.get(3).getString("message"))
        .isEqualTo("invalid_request: spec: is missing: give an object with at least an image");
    assertThat(answers.get(4).getBoolean("created")).isFalse();
    assertThat(answers.get(4).getString("job_id")).isEqualTo(answers.get(0).getString("job_id"));
    buyer.rpc("job_cancel", job(answers.get(0).getString("job_id"))).ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}           | jobs: is missing",
        "{'jobs':[]}  | jobs: must not be empty",
        "{'jobs':[1]} | jobs[0]: must be an object, you sent 1",
        "{'jobs':1}   | jobs: must be a list, you sent 1"
      })
  void aCallWithoutJobsIsRefused(String body, String sentence) {
    assertThat(buyer.rpc("job_submits", body.replace('\'', '"')).refusal())
        .isEqualTo("400 3 invalid_request: " + sentence);
  }

  @Test
  void moreJobsThanOneCallTakesAreRefused() {
    String jobs = String.join(",", Collections.nCopies(65, "{\"spec\":{\"image\":\"a\"}}"));
    assertThat(buyer.rpc("job_submits", "{\"jobs\":[" + jobs + "]}").refusal())
        .isEqualTo("400 3 invalid_request: jobs: must have at most 64 entries, you sent 65");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                | image: is missing: give an image name such as lumaris/python:3.11 or one pinned by digest",
        "{'image':''}                      | image: must not be empty: give an image name such as lumaris/python:3.11 or one pinned by digest",
        "{'image':'UPPER CASE'}            | image: must be an image name such as lumaris/python:3.11 or one pinned by digest",
        "{'image':7}                       | image: must be a string, you sent 7",
        "{'image':'a','memory_mb':1}       | memory_mb: must be between 16 and 262144, you sent 1",
        "{'image':'a','memory_mb':1.5}     | memory_mb: must be a whole number, you sent 1.5",
        "{'image':'a','memory_mb':'512'}   | memory_mb: must be a whole number, you sent \"512\"",
        "{'image':'a','cpus':65}           | cpus: must be between 0.1 and 64, you sent 65",
        "{'image':'a','cpus':null}         | cpus: must be a number, you sent null",
        "{'image':'a','timeout_s':0}       | timeout_s: must be between 1 and 86400, you sent 0",
        "{'image':'a','retry_on_exit_code':1} | retry_on_exit_code: must be true or false, you sent 1",
        "{'image':'a','args':'ls'}         | args: must be a list of strings, you sent \"ls\"",
        "{'image':'a','args':[1]}          | args: must be a list of strings, you sent a list",
        "{'image':'a','command':'b','args':['c']} | args: give command or args, not both",
        "{'image':'a','command':'a\\u0000b'} | command: must not contain the character U+0000",
        "{'image':'a','env':['A=b']}       | env: must be an object of strings, you sent a list",
        "{'image':'a','env':{'1A':'b'}}    | env.1A: is not a valid name: use ^[A-Za-z_][A-Za-z0-9_]*$",
        "{'image':'a','env':{'A':1}}       | env.A: must be a string: put it in quotes",
        "{'image':'a','labels':{'A':'b'}}  | labels.A: is not a valid name: use ^[a-z0-9][a-z0-9._-]*$",
        "{'image':'a','memmory':1}         | memmory: is no field of a job; there are image, command, args, env, labels, cpus, memory_mb, timeout_s, queue_timeout_s, max_attempts, priority, retry_on_exit_code, budget, prefer, sellers, block_sellers, verify, auction_s, auction_pick, auction_price, auction_no_bids"
      })
  void eachBrokenRuleIsToldWithItsField(String spec, String sentence) {
    String body = "{\"spec\": " + spec.replace('\'', '"') + "}";
    assertThat(buyer.rpc("job_submit", body).refusal()).isEqualTo("400 3 invalid_job: " + sentence);
  }

  @Test
  void tooLongTextsAndTooManyEntriesAreRefused() {
    assertThat(spec("command", "x".repeat(65_537)))
        .isEqualTo(
            "400 3 invalid_job: command: must have at most 65536 characters, you sent 65537");
    JsonObject env = Json.createObjectBuilder().build();
    for (int i = 0; i < 65; i++) {
      env = with(env).add("A" + i, "b").build();
    }
    assertThat(
            buyer
                .rpc(
                    "job_submit",
                    Json.createObjectBuilder()
                        .add("spec", with(market.spec()).add("env", env))
                        .build())
                .refusal())
        .isEqualTo("400 3 invalid_job: env: must have at most 64 entries, you sent 65");
  }

  private String spec(String field, String value) {
    return buyer
        .rpc(
            "job_submit",
            Json.createObjectBuilder().add("spec", with(market.spec()).add(field, value)).build())
        .refusal();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "job_submit | {}                          | spec: is missing: give an object with at least an image",
        "job_submit | {'spec':{},'token':'x'}     | token: is no such field; there are client_token, spec",
        "job_submit | {'spec':{'image':'a'},'client_token':''} | client_token: must not be empty: give your own key: the same token makes the same job",
        "job_get    | {}                          | job_id: is missing",
        "job_get    | {'job_id':'42'}             | job_id: must be a UUID, you sent \"42\"",
        "job_cancel | {'job_id':42}               | job_id: must be a UUID, you sent 42",
        "job_list   | {'limit':101}               | limit: must be between 1 and 100, you sent 101",
        "job_list   | {'states':['done']}         | states: must be one of queued, assigned, running, succeeded, failed, cancelled, you sent \"done\"",
        "job_list   | {'cursor':'x'}              | cursor: must be one that job_list returned",
        "job_list   | {'colour':'red'}            | colour: is no such field; there are states, label, text, limit, cursor",
        "seller_list| {'all':true}                | all: is no such field; there are none"
      })
  void aRequestThatIsNotTheWiresIsToldSo(String id, String body, String sentence) {
    assertThat(buyer.rpc(id, body.replace('\'', '"')).refusal())
        .isEqualTo("400 3 invalid_request: " + sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "7", "\"job\"", "null"})
  void whatIsNotAJsonObjectIsRefused(String body) {
    assertThat(buyer.rpc("job_get", body).refusal()).startsWith("400 3 invalid_request: the body ");
  }

  @Test
  void anotherJobWithTheSameTokenIsAConflict() {
    JsonObject first = with(market.submission()).add("client_token", "mine").build();
    String id = buyer.rpc("job_submit", first).ok().getJsonObject("job").getString("id");
    JsonObject other = with(first).add("spec", with(market.spec()).add("command", "false")).build();
    assertThat(buyer.rpc("job_submit", other).refusal()).startsWith("400 9 token_conflict: ");
    buyer.rpc("job_cancel", job(id)).ok();
  }

  @ParameterizedTest
  @ValueSource(strings = {"job_get", "job_cancel", "job_delete", "job_logs"})
  void somebodyElsesJobIsNotFound(String id) {
    RawUser other = RawUser.signedIn();
    String theirs = market.submitted(other);
    assertThat(buyer.rpc(id, job(theirs)).refusal())
        .isEqualTo("404 5 job_not_found: you have no job with this id");
    assertThat(buyer.rpc(id, job(UUID.randomUUID().toString())).status()).isEqualTo(404);
    assertThat(buyer.rpc("job_list").ok().getJsonArray("jobs")).isEmpty();
    other.rpc("job_cancel", job(theirs)).ok();
  }

  @Test
  void charactersOfAllKindsComeBackAsTheyWere() {
    String command = "echo 'äöü € 😀 \\ \" \t \n ; drop table lumaris.job'";
    JsonObject submission =
        Json.createObjectBuilder().add("spec", with(market.spec()).add("command", command)).build();
    JsonObject job = buyer.rpc("job_submit", submission).ok().getJsonObject("job");
    assertThat(job.getJsonObject("spec").getString("command")).isEqualTo(command);
    buyer.rpc("job_cancel", job(job.getString("id"))).ok();
  }

  @Test
  void halfCharactersAreReplaced() {
    String body =
        "{\"spec\": {\"image\": \"a\", \"command\": \"\\ud83d\\ude00 \\ud83d \\ude00\", \"cpus\": 0.1,"
            + " \"memory_mb\": 16}}";
    JsonObject job = buyer.rpc("job_submit", body).ok().getJsonObject("job");
    assertThat(job.getJsonObject("spec").getString("command")).isEqualTo("😀 \uFFFD \uFFFD");
    buyer.rpc("job_cancel", job(job.getString("id"))).ok();
  }
}
