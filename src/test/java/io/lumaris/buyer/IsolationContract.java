package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Two accounts: neither learns anything of the other, by any id or message. */
interface IsolationContract extends Portal {

  @Test
  default void nobodySeesOrTouchesTheJobOfAnotherOverRest() {
    Visitor owner = Visitor.guest(portal());
    Visitor other = Visitor.guest(portal());
    String path = "/api/jobs/" + owner.submit("secret").getString("id");

    List<Visitor.Answer> refused =
        List.of(
            other.get(path),
            other.get(path + "/logs"),
            other.get(path + "/logs", "Accept", "application/json"),
            other.post(path + "/cancel", null),
            other.delete(path));

    assertThat(refused)
        .allSatisfy(
            answer ->
                assertThat(answer.expect(404).json().getString("reason"))
                    .isEqualTo("job_not_found"));
    assertThat(other.get("/api/jobs").json().getJsonArray("jobs")).isEmpty();
    assertThat(other.get("/api/jobs?text=secret").json().getJsonObject("counts").getInt("queued"))
        .isZero();
    assertThat(owner.get(path).json().getString("state")).isEqualTo("queued");
  }

  @Test
  default void nobodyHearsOfTheJobOfAnotherOverTheSocket() {
    Visitor owner = Visitor.guest(portal());
    Visitor other = Visitor.guest(portal());
    try (LiveClient mine = owner.live().subscribe();
        LiveClient theirs = other.live().subscribe()) {
      String id = owner.submit("secret").getString("id");
      mine.watch(id, 0).expect(message -> LiveClient.isJob(message, id, "queued"));
      theirs.watch(id, 0);
      JsonObject refusal = theirs.expect("error");
      theirs.unwatch(id);
      theirs.settle();
      new Vendor().run(id).print("secret output\n").end(0);
      mine.expectEnd(id);
      theirs.settle();

      assertThat(refusal.getString("reason")).isEqualTo("job_not_found");
      assertThat(mine.output(id)).isEqualTo("secret output\n");
      assertThat(theirs.received())
          .allSatisfy(message -> assertThat(message.toString()).doesNotContain("secret"))
          .filteredOn(message -> message.toString().contains(id))
          .containsExactly(refusal);
    }
  }

  @Test
  default void aPageOfAnotherSiteCannotListenIn() {
    Visitor owner = Visitor.guest(portal());
    String cookie = "lumaris_session=" + owner.cookieValue();

    for (String origin : List.of("http://evil.example", "null", "https://" + portal().getHost())) {
      assertThat(handshake("Cookie", cookie, "Origin", origin)).isEqualTo(403);
    }
    assertThat(handshake("Origin", owner.origin())).isEqualTo(401);
    assertThat(handshake("Cookie", "lumaris_session=x", "Origin", owner.origin())).isEqualTo(401);
  }

  private int handshake(String... headers) {
    CompletionException refused =
        Assertions.catchThrowableOfType(
            CompletionException.class, () -> LiveClient.open(portal(), headers));
    return ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode();
  }
}
