package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import io.lumaris.testing.SentenceNames;
import io.lumaris.testing.Services;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever restarts: the page says that it waits, keeps what it shows, and goes on by itself. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class RecoveryE2E {
  private static final ContainsTextOptions PATIENTLY = new ContainsTextOptions().setTimeout(90_000);
  private static final String COUNTING =
      "i=0; while [ $i -lt 600 ]; do i=$((i+1)); echo tick $i; sleep 0.5; done";

  @Test
  void thePageGoesOnAfterTheePortalWasRestarted(Visitor visitor) {
    watchesAJob(visitor);
    goesOnAfter(visitor, RunningMarket.get().portal()::stop, RunningMarket.get().portal()::start);
  }

  @Test
  void thePageGoesOnAfterNakamaWasRestarted(Visitor visitor) {
    watchesAJob(visitor);
    goesOnAfter(visitor, RunningMarket.get().nakama()::stop, RunningMarket.get().nakama()::restart);
  }

  @Test
  void thePageGoesOnAfterPostgresWasRestarted(Visitor visitor) {
    watchesAJob(visitor);
    Services.postgres().restart();
    sendsAJobThatSucceeds(visitor);
  }

  @Test
  void whoComesWhileTheMarketIsAwayIsToldSoAndServedOnceItIsBack(Visitor visitor) {
    RunningMarket.get().nakama().stop();
    try {
      visitor.opens("/account");
      assertThat(visitor.page().getByText("Not connected yet")).isVisible();
    } finally {
      RunningMarket.get().nakama().restart();
    }
    assertThat(visitor.page().locator("main")).containsText("Starter credits", PATIENTLY);
    assertThat(visitor.page().getByText("Not connected yet")).isHidden();
    visitor.complaints().clear(); // the browser logs each refusal meanwhile
  }

  private static void watchesAJob(Visitor visitor) {
    visitor.runs(BUSYBOX, COUNTING);
    assertThat(visitor.output()).containsText("tick 3", PATIENTLY);
    visitor.page().evaluate("window.sameDocument = true");
  }

  private static void goesOnAfter(Visitor visitor, Runnable stop, Runnable start) {
    stop.run();
    assertThat(visitor.page().getByText("Live updates paused")).isVisible();
    assertThat(visitor.output()).containsText("tick 3");
    start.run();
    assertThat(visitor.output()).containsText("resumed at line", PATIENTLY);
    assertThat(visitor.page().getByText("Live updates paused")).isHidden();
    assertThat(visitor.page().evaluate("window.sameDocument")).isEqualTo(true);
    hasEveryTickOnce(visitor);
    visitor.complaints().clear(); // the browser logs each connection that was refused meanwhile
    sendsAJobThatSucceeds(visitor);
  }

  private static void hasEveryTickOnce(Visitor visitor) {
    @SuppressWarnings("unchecked") // a list of strings, by the script
    List<String> ticks =
        (List<String>)
            visitor
                .page()
                .evaluate(
                    "[...document.querySelectorAll('.log-row.stdout .tx')].map((e) => e.textContent)");
    for (int i = 0; i < ticks.size(); i++) {
      assertThat(ticks.get(i)).isEqualTo("tick " + (i + 1));
    }
  }

  private static void sendsAJobThatSucceeds(Visitor visitor) {
    visitor.button("Cancel").click();
    visitor.button("Cancel the job").click();
    assertThat(visitor.page().locator(".why-state")).containsText("Cancelled", PATIENTLY);
    visitor.the(com.microsoft.playwright.options.AriaRole.LINK, "Run").click();
    visitor.types(BUSYBOX, "echo afterwards");
    visitor.button("Run job").click();
    visitor.isOnAJob();
    assertThat(visitor.output()).containsText("afterwards", PATIENTLY);
    visitor.complaints().clear();
  }
}
