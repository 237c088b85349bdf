package io.lumaris.buyer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who somebody is, and how long. */
interface SessionContract extends Portal {
  String PASSWORD = "correct horse battery";

  @Test
  default void aGuestNeedsNothingAndStaysTheSame() {
    Visitor visitor = Visitor.stranger(portal());
    JsonObject first = visitor.post("/api/session", "{}").expect(201).json();

    assertThat(first.getBoolean("guest")).isTrue();
    assertThat(first.getString("name")).isNotBlank();
    assertThat(first.getJsonNumber("expires_at").longValue())
        .isGreaterThan(System.currentTimeMillis());
    assertThat(visitor.get("/api/session").expect(200).json()).isEqualTo(first);
    assertThat(visitor.post("/api/session", "{}").expect(200).json()).isEqualTo(first);
    assertThat(visitor.post("/api/session", null).expect(200).json()).isEqualTo(first);
  }

  @Test
  default void theCookieIsOutOfReachForPagesAndOtherSites() {
    String cookie = Visitor.stranger(portal()).post("/api/session", "{}").newCookie().orElseThrow();

    assertThat(List.of(cookie.split("; ", -1)))
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure")
        .anyMatch(attribute -> attribute.matches("Max-Age=\\d+"));
  }

  @Test
  default void aStrangerIsToldToSignIn() {
    Visitor.Answer refused = Visitor.stranger(portal()).get("/api/session");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().getString("reason")).isEqualTo("not_signed_in");
    assertThat(refused.newCookie()).isEmpty();
  }

  @Test
  default void anAccountIsMadeByEmailAndFoundAgain() {
    String email = email();
    String unknown = credentials(email, PASSWORD, false);
    Visitor.stranger(portal()).post("/api/session", unknown).expect(401);
    JsonObject made =
        Visitor.stranger(portal())
            .post("/api/session", credentials(email, PASSWORD, true))
            .expect(201)
            .json();
    JsonObject found = Visitor.stranger(portal()).post("/api/session", unknown).expect(200).json();

    assertThat(made.getBoolean("guest")).isFalse();
    assertThat(made.getString("email")).isEqualTo(email);
    assertThat(found.getString("id")).isEqualTo(made.getString("id"));
  }

  @Test
  default void aWrongPasswordIsRefusedAndMakesNoSecondAccount() {
    String email = email();
    Visitor.stranger(portal()).post("/api/session", credentials(email, PASSWORD, true)).expect(201);

    for (boolean create : List.of(true, false)) {
      Visitor.Answer refused =
          Visitor.stranger(portal()).post("/api/session", credentials(email, "wrong one", create));
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.json().getString("reason")).isEqualTo("wrong_credentials");
    }
  }

  @Test
  default void aGuestKeepsEverythingWhenAnEmailIsAdded() {
    Visitor guest = Visitor.guest(portal());
    String job = guest.submit("true").getString("id");
    String email = email();
    JsonObject linked =
        guest.post("/api/session/email", credentials(email, PASSWORD, false)).expect(200).json();
    Visitor elsewhere = Visitor.stranger(portal());
    elsewhere.post("/api/session", credentials(email, PASSWORD, false)).expect(200);

    assertThat(linked.getBoolean("guest")).isFalse();
    assertThat(elsewhere.get("/api/jobs/" + job).expect(200).json().getString("id")).isEqualTo(job);
    assertThat(reason(guest.post("/api/session/email", credentials(email(), PASSWORD, false)), 409))
        .isEqualTo("already_linked");
    assertThat(
            reason(
                Visitor.guest(portal())
                    .post("/api/session/email", credentials(email, PASSWORD, false)),
                409))
        .isEqualTo("email_taken");
  }

  @Test
  default void whoSignedOutIsOutWithEveryCopyOfTheCookie() {
    Visitor visitor = Visitor.guest(portal());
    String copied = visitor.cookieValue();
    Visitor.Answer answer = visitor.delete("/api/session").expect(204);

    assertThat(answer.newCookie().orElseThrow()).contains("Max-Age=0");
    Visitor.withCookie(portal(), copied).get("/api/session").expect(401);
    Visitor.withCookie(portal(), copied).get("/api/jobs").expect(401);
  }

  @Test
  default void anAlteredCookieIsNobody() {
    String[] tokens = Visitor.guest(portal()).cookieValue().split("~", -1);
    String[] other = Visitor.guest(portal()).cookieValue().split("~", -1);
    String stolenClaims =
        other[0].split("\\.", -1)[0]
            + "."
            + other[0].split("\\.", -1)[1]
            + "."
            + tokens[0].split("\\.", -1)[2];
    String forged = stolenClaims + "~" + stolenClaims;

    Stream.of("x", "x~y", tokens[0], tokens[0] + "~", forged, "", "~~~")
        .forEach(
            value ->
                assertThat(reason(Visitor.withCookie(portal(), value).get("/api/jobs"), 401))
                    .as(value)
                    .isEqualTo("not_signed_in"));
  }

  @Test
  default void aSessionThatRanOutIsRenewedInPassing() {
    Visitor guest = Visitor.guest(portal());
    String id = guest.get("/api/session").json().getString("id");
    Visitor late = Visitor.withCookie(portal(), ranOut(guest.cookieValue()));
    Visitor.Answer answer = late.get("/api/jobs").expect(200);

    assertThat(answer.newCookie()).isPresent();
    assertThat(late.get("/api/session").expect(200).json().getString("id")).isEqualTo(id);
    assertThat(late.get("/api/jobs").expect(200).newCookie()).isEmpty();
  }

  @Test
  default void fiftyRequestsThatRenewAtOnceLogNobodyOut() {
    Visitor guest = Visitor.guest(portal());
    String ranOut = ranOut(guest.cookieValue());
    List<Visitor> tabs =
        Stream.generate(() -> Visitor.withCookie(portal(), ranOut)).limit(50).toList();
    List<CompletableFuture<Visitor.Answer>> answers =
        tabs.stream()
            .map(tab -> CompletableFuture.supplyAsync(() -> tab.get("/api/jobs")))
            .toList();

    assertThat(answers).allSatisfy(answer -> answer.join().expect(200));
    assertThat(tabs).allSatisfy(tab -> tab.get("/api/session").expect(200));
    guest.get("/api/session").expect(200);
  }

  @Test
  default void anIntegratorMaySendTheTokenInsteadOfACookie() {
    Visitor guest = Visitor.guest(portal());
    Visitor stranger = Visitor.stranger(portal());
    String id = guest.get("/api/session").json().getString("id");

    Visitor.Answer answer =
        stranger.get("/api/session", "Authorization", "Bearer " + guest.token()).expect(200);

    assertThat(answer.json().getString("id")).isEqualTo(id);
    assertThat(answer.newCookie()).isEmpty();
    stranger.get("/api/session", "Authorization", "bearer " + guest.token()).expect(200);
    stranger.get("/api/session", "Authorization", "Bearer " + guest.token() + "x").expect(401);
    guest.get("/api/session", "Authorization", "Basic eDp5").expect(401);
  }

  @Test
  default void aTokenThatNamesNobodyIsNobodysPayout() {
    String claims = "{\"uid\":\"nobody\",\"usn\":\"n\",\"exp\":4102444800}";
    String forged =
        "e30."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8))
            + ".c2ln";

    Visitor.stranger(portal())
        .post("/api/payouts", "{\"amount\":1}", "Authorization", "Bearer " + forged)
        .expect(401);
  }

  @Test
  default void anotherSiteCannotSignAnybodyInOrOut() {
    Visitor guest = Visitor.guest(portal());

    for (String origin : List.of("http://evil.example", "null", "https://" + portal().getHost())) {
      assertThat(reason(guest.send("DELETE", "/api/session", null, "Origin", origin), 403))
          .isEqualTo("wrong_origin");
      guest.post("/api/session", "{}", "Origin", origin).expect(403);
    }
    guest.get("/api/session").expect(200);
  }

  private static String reason(Visitor.Answer answer, int status) {
    return answer.expect(status).json().getString("reason");
  }

  /** The same session, whose first token looks an hour old: only the second can help. */
  private static String ranOut(String cookie) {
    String[] tokens = cookie.split("~", -1);
    String claims = new String(Base64.getUrlDecoder().decode(tokens[0].split("\\.", -1)[1]), UTF_8);
    String past =
        claims.replaceFirst(
            "\"exp\":\\d+", "\"exp\":" + (System.currentTimeMillis() / 1000 - 3600));
    return "e30."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(past.getBytes(UTF_8))
        + ".c2ln~"
        + tokens[1];
  }

  private static String email() {
    return UUID.randomUUID() + "@example.org";
  }

  private static String credentials(String email, String password, boolean create) {
    return "{\"email\":\"%s\",\"password\":\"%s\",\"create\":%s}"
        .formatted(email, password, create);
  }
}
