package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.lumaris.testing.SentenceNames;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Auctions on the page, with two nodes that bid: one what it always asks, one half of that. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class AuctionE2E {
  private static OtherSeller cheap;

  @BeforeAll
  static void comesOnline() {
    cheap =
        new OtherSeller(
            "silver-heron", "LUMARIS_SELLER_BID_FACTOR", "0.5", "LUMARIS_SELLER_SLOTS", "8");
  }

  @AfterAll
  static void leaves() {
    cheap.close();
  }

  @Test
  void bidsComeInWhileTheCountdownRunsAndTheBuyerPicks(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, "echo picked");
    visitor.page().getByText("About sellers").click();
    visitor.the(AriaRole.TEXTBOX, "Auction, seconds").fill("60");
    visitor.the(AriaRole.COMBOBOX, "Who picks the winner").selectOption("buyer");
    visitor.button("Run job").click();
    visitor.isOnAJob().sees("Queued");

    Locator card = visitor.the(AriaRole.REGION, "Auction");
    Locator left = card.locator(".countdown .big");
    assertThat(card).containsText("2 bids so far. Pick one");
    assertThat(row(visitor, "silver-heron")).containsText("0.000203");
    assertThat(row(visitor, "amber-fox")).containsText("0.000406");
    assertThat(row(visitor, "amber-fox")).containsText(Pattern.compile("\\d\\d\\.\\d %"));
    String before = left.textContent();
    assertThat(left).not().hasText(before);
    visitor.button("Pick amber-fox").click();

    assertThat(card).containsText("amber-fox won");
    assertThat(row(visitor, "amber-fox")).containsText("won");
    assertThat(row(visitor, "silver-heron")).not().containsText("won");
    visitor.sees("Succeeded");
    assertThat(visitor.output()).containsText("picked");
    assertThat(visitor.the(AriaRole.REGION, "Result")).containsText("amber-fox");
  }

  @Test
  void aSealedAuctionClosesByItselfAndShowsItsBidsThen(Visitor visitor) {
    visitor.opens("/");
    visitor.submits(
        Map.of("image", BUSYBOX, "cpus", 0.1, "auction_s", 60, "auction_price", "second"));
    visitor.sees("Succeeded");
    Locator card = visitor.the(AriaRole.REGION, "Auction");
    assertThat(card).containsText("silver-heron won with 2 bids in. Its ask is what the second");
    assertThat(row(visitor, "silver-heron")).containsText("won");
    assertThat(row(visitor, "silver-heron")).containsText("0.00005 to start");
    Locator cost = visitor.the(AriaRole.REGION, "Cost");
    assertThat(cost).containsText("to start");
    assertThat(cost).not().containsText("0.00005 to start"); // the second best was dearer
  }

  @Test
  void theBuyersOpenAuctionsStandInTheMarketWithTheirBids(Visitor visitor) {
    visitor.opens("/");
    visitor.submits(
        Map.of("image", BUSYBOX, "cpus", 0.1, "auction_s", 60, "auction_pick", "buyer"));
    String job = visitor.jobId();
    visitor.the(AriaRole.LINK, "Market").click();
    Locator auctions = visitor.the(AriaRole.REGION, "Your open auctions");
    assertThat(auctions).containsText("the best from silver-heron");
    assertThat(auctions).containsText(Pattern.compile("closes in \\d+ s"));
    auctions.getByRole(AriaRole.LINK).click();
    org.assertj.core.api.Assertions.assertThat(visitor.jobId()).isEqualTo(job);
    visitor.button("Pick silver-heron").click();
    visitor.sees("Succeeded");
    visitor.the(AriaRole.LINK, "Market").click();
    assertThat(visitor.the(AriaRole.LINK, "silver-heron")).isVisible();
    assertThat(auctions).hasCount(0);
  }

  @Test
  void anAuctionNobodyBidsInFailsIfThatWasWantedAndItsRuleIsReadable(Visitor visitor) {
    visitor.opens("/");
    visitor.submits(
        Map.of("image", BUSYBOX, "cpus", 64, "auction_s", 2, "auction_no_bids", "fail"));
    visitor.sees("Failed");
    assertThat(visitor.the(AriaRole.REGION, "Auction"))
        .containsText("Nobody bid, so the job failed");
    visitor.the(AriaRole.LINK, "Who pays when").click();
    Locator rule = visitor.page().locator("#rule-no_bids");
    assertThat(rule).isInViewport();
    assertThat(rule).containsText("nobody pays");
    assertThat(rule).hasClass("target");
  }

  private static Locator row(Visitor visitor, String seller) {
    return visitor
        .the(AriaRole.TABLE, "Bids")
        .getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(seller));
  }
}
