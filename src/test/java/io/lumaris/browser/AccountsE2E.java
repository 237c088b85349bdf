package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.lumaris.testing.SentenceNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two browsers, two accounts: neither sees anything of the other. One account, two browsers: both
 * see all.
 */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class AccountsE2E {
  /**
   * Asks the socket for a job and gives all that comes until the portal has answered a ping after
   * it.
   */
  private static final String ASK_SOCKET =
      """
      (id) => new Promise((done) => {
        const heard = [];
        const socket = new WebSocket(`${location.origin.replace("http", "ws")}/live`);
        socket.onopen = () => {
          socket.send(JSON.stringify({ type: "subscribe", jobs: true }));
          socket.send(JSON.stringify({ type: "watch", job_id: id, after: 0 }));
        };
        socket.onmessage = ({ data }) => {
          heard.push(data);
          if (heard.length === 3) socket.send(JSON.stringify({ type: "ping" }));
          if (JSON.parse(data).type === "pong") done(heard.join("\\n"));
        };
      })
      """;

  @Test
  void nobodySeesAnotherAccountsJobByAnyWay(Visitor owner, Visitor other) {
    owner.runs(BUSYBOX, "echo secret words").sees("Succeeded");
    String id = owner.jobId();
    assertThat(owner.output()).containsText("secret words");

    other.opens("/jobs");
    assertThat(other.the(AriaRole.HEADING, "No job yet")).isVisible();
    for (String path : new String[] {"", "/logs"}) {
      assertThat(other.session().get("/api/jobs/" + id + path).status()).isEqualTo(404);
    }
    assertThat(other.session().post("/api/jobs/" + id + "/cancel").status()).isEqualTo(404);
    assertThat(other.session().delete("/api/jobs/" + id).status()).isEqualTo(404);
    assertThat((String) other.page().evaluate(ASK_SOCKET, id))
        .contains("job_not_found")
        .doesNotContain("secret");

    other.opens("/jobs/" + id);
    assertThat(other.the(AriaRole.HEADING, "There is no such job here")).isVisible();
    other.complaints().clear(); // the browser logs the 404

    owner.page().reload();
    owner.sees("Succeeded");
  }

  @Test
  void nobodyIsPushedWhatAnotherAccountDoes(Visitor owner, Visitor other) {
    List<String> pushed = new ArrayList<>();
    other.page().onWebSocket(socket -> socket.onFrameReceived(frame -> pushed.add(frame.text())));
    other.opens("/jobs");
    assertThat(other.the(AriaRole.HEADING, "No job yet")).isVisible();
    owner.runs(BUSYBOX, "echo not for you").sees("Succeeded");
    other.runs(BUSYBOX, "echo mine").sees("Succeeded");
    assertThat(other.output()).containsText("mine");
    assertThat(String.join("\n", pushed))
        .contains("mine")
        .doesNotContain("not for you")
        .doesNotContain(owner.jobId());
  }

  @Test
  void aGuestKeepsTheAccountByAnEmailAndFindsItElsewhere(Visitor here, Visitor elsewhere) {
    String email = "buyer-" + UUID.randomUUID() + "@example.org";
    here.runs(BUSYBOX, "echo keep me").sees("Succeeded");
    String id = here.jobId();
    here.button("Add an e-mail to keep them").click();
    give(here, email, "a long enough password");
    here.button("Keep account").click();
    assertThat(here.page().getByText("sign in as " + email)).isVisible();

    elsewhere.opens("/");
    elsewhere.page().locator(".menu summary").click();
    elsewhere.button("Sign in…").click();
    give(elsewhere, email, "not the password");
    elsewhere.button("Sign in").click();
    assertThat(elsewhere.the(AriaRole.DIALOG, "Sign in").getByRole(AriaRole.ALERT)).not().isEmpty();
    elsewhere.complaints().clear(); // the browser logs the 401
    give(elsewhere, email, "a long enough password");
    elsewhere.button("Sign in").click();
    elsewhere.page().waitForURL("**/jobs");
    elsewhere.opens("/jobs/" + id).sees("Succeeded");
    assertThat(elsewhere.output()).containsText("keep me");

    elsewhere.page().locator(".menu summary").click();
    elsewhere.button("Sign out").click();
    elsewhere.page().waitForURL("**/");
    elsewhere.opens("/jobs");
    assertThat(elsewhere.the(AriaRole.HEADING, "No job yet")).isVisible();
  }

  @Test
  void aSubmitRepeatedWithItsKeyIsOneJob(Visitor visitor) {
    visitor.opens("/");
    var spec = Map.of("image", BUSYBOX, "command", "echo once");
    var options =
        com.microsoft.playwright.options.RequestOptions.create()
            .setHeader("Idempotency-Key", UUID.randomUUID().toString())
            .setData(spec);
    assertThat(visitor.session().post("/api/jobs", options).status()).isEqualTo(201);
    assertThat(visitor.session().post("/api/jobs", options).status()).isEqualTo(200);
    visitor.opens("/jobs");
    assertThat(visitor.page().locator("tbody tr")).hasCount(1);
  }

  private static void give(Visitor visitor, String email, String password) {
    visitor.page().getByLabel("E-mail").fill(email);
    visitor.page().getByLabel("Password").fill(password);
  }
}
