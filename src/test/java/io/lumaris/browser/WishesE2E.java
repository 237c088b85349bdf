package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.lumaris.testing.SentenceNames;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a job says about sellers: in the form, in every twin, and back from JSON. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class WishesE2E {
  private static final String ALL =
      """
      {"image": "lumaris/busybox", "prefer": "fastest", "verify": 3, "sellers": ["amber-fox"],
       "block_sellers": ["crooked-pine"], "auction_s": 5, "auction_pick": "buyer",
       "auction_price": "second", "auction_no_bids": "fail"}
      """;

  @Test
  void jsonFillsTheFormAndEveryTwinSaysTheSame(Visitor visitor) {
    visitor.opens("/");
    visitor.button("Paste JSON").click();
    visitor.the(AriaRole.TEXTBOX, "The job as JSON").fill(ALL);
    visitor.button("Fill the form").click();
    Locator twin = visitor.the(AriaRole.REGION, "The same job from a shell");
    for (String option :
        List.of(
            "--prefer fastest",
            "--verify 3",
            "--seller amber-fox",
            "--block-seller crooked-pine",
            "--auction 5s",
            "--auction-pick buyer",
            "--auction-price second",
            "--auction-no-bids fail")) {
      assertThat(twin).containsText(option);
    }
    assertThat(visitor.page().getByText("auction of 5 s, verified on 3, the fastest first"))
        .isVisible();
    visitor.page().getByText("About sellers").click();
    assertThat(visitor.the(AriaRole.COMBOBOX, "Who picks the winner")).hasValue("buyer");
    assertThat(visitor.the(AriaRole.COMBOBOX, "When nobody bids")).hasValue("fail");
    assertThat(visitor.the(AriaRole.TEXTBOX, "Only these sellers")).hasValue("amber-fox");
    visitor.the(AriaRole.TAB, "JSON").click();
    assertThat(twin).containsText("\"auction_no_bids\": \"fail\"");
    visitor.complaints().removeIf(text -> text.contains("400")); // no quote: nobody has that name
  }

  @Test
  void whatIsLeftToTheMarketIsNotSaid(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, "echo");
    visitor.page().getByText("About sellers").click();
    visitor.the(AriaRole.COMBOBOX, "Which seller goes first").selectOption("cheapest");
    Locator twin = visitor.the(AriaRole.REGION, "The same job from a shell");
    assertThat(twin).containsText("--prefer cheapest");
    visitor.the(AriaRole.COMBOBOX, "Which seller goes first").selectOption("");
    assertThat(twin).not().containsText("--prefer");
    visitor.the(AriaRole.TEXTBOX, "Auction, seconds").fill("5");
    assertThat(twin).containsText("--auction 5s");
    assertThat(twin).not().containsText("--auction-pick");
    visitor.the(AriaRole.TEXTBOX, "Auction, seconds").fill("1");
    assertThat(visitor.the(AriaRole.TEXTBOX, "Auction, seconds"))
        .hasAccessibleDescription(Pattern.compile("must be between 2 and 60, you wrote 1"));
  }

  @Test
  void verificationOnMoreSellersThanThereAreSaysSo(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, "echo");
    visitor.page().getByText("About sellers").click();
    Locator verify = visitor.the(AriaRole.GROUP, "Verify: run it on");
    assertThat(verify).containsText(Pattern.compile("1 seller\\s*0\\.018434 credits"));
    assertThat(verify).containsText("fewer than 2 can run it now");
  }

  @Test
  void aSellerThatIsUnknownIsSaidAtItsField(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, "echo");
    visitor.page().getByText("About sellers").click();
    visitor.the(AriaRole.TEXTBOX, "Only these sellers").fill("no-such-seller");
    assertThat(visitor.the(AriaRole.REGION, "What it costs"))
        .containsText("there is no seller called no-such-seller");
    visitor.button("Run job").click();
    assertThat(visitor.the(AriaRole.TEXTBOX, "Only these sellers"))
        .hasAccessibleDescription(Pattern.compile("there is no seller called no-such-seller"));
    visitor.complaints().removeIf(text -> text.contains("400"));
  }

  @Test
  void aJobRunAgainKeepsWhatItSaidAboutSellers(Visitor visitor) {
    visitor.opens("/");
    visitor
        .submits(
            Map.of("image", BUSYBOX, "prefer", "most_reliable", "sellers", List.of("amber-fox")))
        .sees("Succeeded");
    visitor.button("Run again with changes").click();
    assertThat(visitor.the(AriaRole.REGION, "The same job from a shell"))
        .containsText(
            Pattern.compile("--seller amber-fox.*--prefer most_reliable", Pattern.DOTALL));
  }
}
