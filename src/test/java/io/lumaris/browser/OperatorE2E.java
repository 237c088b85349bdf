package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import io.lumaris.testing.MarketOperator;
import io.lumaris.testing.SentenceNames;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Screen 7: the market as its operators see it. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class OperatorE2E {

  @Test
  void aGuestIsToldHowOneBecomesAnOperator(Visitor visitor) {
    visitor.opens("/operator");
    assertThat(visitor.page().getByLabel("The command that makes an operator"))
        .containsText("operator add " + Operator.accountOf(visitor));
    assertThat(visitor.the(AriaRole.LINK, "Operator")).hasCount(0);
    assertThat(visitor.the(AriaRole.HEADING, "Settings")).hasCount(0);
  }

  @Test
  void anOperatorSeesTheMarket(Visitor visitor) {
    visitor.runs(BUSYBOX, "echo seen by an operator").sees("Succeeded");
    try (Operator operator = new Operator(visitor)) {
      visitor.the(AriaRole.LINK, "Operator").click();
      assertThat(visitor.the(AriaRole.REGION, "Jobs"))
          .containsText(Pattern.compile("Ended in 24 hours\\s*[1-9]"));
      assertThat(visitor.the(AriaRole.REGION, "Sellers"))
          .containsText(Pattern.compile("Online\\s*[1-9]"));
      assertThat(visitor.the(AriaRole.REGION, "Money"))
          .containsText(Pattern.compile("Accounts\\s*[1-9]"));
      assertThat(visitor.the(AriaRole.REGION, "Stuck")).containsText("Nothing is stuck.");
      assertThat(operator).isNotNull();
    }
  }

  @Test
  void aTopUpMovesTheBalance(Visitor visitor, Visitor buyer) {
    buyer.opens("/account");
    String account = Operator.accountOf(buyer);
    try (Operator operator = new Operator(visitor.opens("/"))) {
      visitor.opens("/operator");
      visitor.the(AriaRole.TEXTBOX, "Account").fill("not an id");
      visitor.the(AriaRole.TEXTBOX, "Credits").fill("2.5");
      visitor.button("Top up").click();
      assertThat(visitor.the(AriaRole.TEXTBOX, "Account"))
          .hasAccessibleDescription(Pattern.compile("UUID"));
      visitor.the(AriaRole.TEXTBOX, "Account").fill(account);
      visitor.button("Top up").click();
      assertThat(visitor.the(AriaRole.REGION, "Top up an account"))
          .containsText("2.5 credits are in the account " + account);
      assertThat(operator).isNotNull();
    }
    buyer.page().reload();
    assertThat(buyer.page().locator(".balance")).containsText("7.5");
    assertThat(visitor.complaints()).allMatch(text -> text.contains("400"));
    visitor.complaints().clear();
  }

  @Test
  void payoutsAreSettled(Visitor visitor, Visitor seller) {
    asksForAPayout(seller, 1_250_000, "IBAN DE02 first");
    asksForAPayout(seller, 1_750_000, "IBAN DE02 second");
    try (Operator operator = new Operator(visitor.opens("/"))) {
      visitor.opens("/operator");
      visitor.button("Paid: 1.25 credits").click();
      assertThat(visitor.page().getByText("Send the money first, to: IBAN DE02 first")).isVisible();
      visitor.button("It is paid").click();
      assertThat(visitor.button("Paid: 1.25 credits")).hasCount(0);
      visitor.button("Refuse: 1.75 credits").click();
      visitor.button("Give them back").click();
      assertThat(visitor.button("Refuse: 1.75 credits")).hasCount(0);
      assertThat(operator).isNotNull();
    }
    seller.opens("/account");
    assertThat(seller.page().locator(".balance")).containsText("3.75");
    assertThat(seller.the(AriaRole.TABLE, "Your payouts"))
        .containsText(Pattern.compile("refused.*paid", Pattern.DOTALL));
  }

  @Test
  void theAuditSaysThatEverythingHolds(Visitor visitor) {
    try (Operator operator = new Operator(visitor.opens("/"))) {
      visitor.opens("/operator");
      visitor.button("Run the audit").click();
      Locator audit = visitor.the(AriaRole.REGION, "Audit of the ledger");
      assertThat(audit).containsText("Everything holds");
      assertThat(visitor.the(AriaRole.LIST, "Checks"))
          .containsText("all money sums to zero: holds");
      assertThat(operator).isNotNull();
    }
  }

  @Test
  void aSettingIsChangedAfterAQuestion(Visitor visitor) {
    try (Operator operator = new Operator(visitor.opens("/"))) {
      visitor.opens("/operator");
      set(visitor, "200", "201");
      visitor.page().reload();
      set(visitor, "201", "200");
      assertThat(operator).isNotNull();
    }
  }

  @Test
  void anImageIsRefusedByARuleUntilItIsRemoved(Visitor visitor, Visitor buyer) {
    String image = "page-test/" + UUID.randomUUID();
    String pattern = "*" + image + "*";
    try (MarketOperator market = new MarketOperator();
        MarketOperator.Rule ending = market.endingRulesOf(pattern);
        Operator operator = new Operator(visitor.opens("/"))) {
      visitor.opens("/operator");
      addsARule(visitor, pattern);
      assertThat(visitor.the(AriaRole.TABLE, "Image rules"))
          .containsText(Pattern.compile("Deny.*" + image + ".*not on this page", Pattern.DOTALL));
      buyer.opens("/").types(image, "true");
      buyer.button("Run job").click();
      assertThat(buyer.page().getByText("The job was not sent."))
          .containsText("by the rule \"deny " + pattern + "\" (not on this page)");
      removesTheRule(visitor, pattern);
      assertThat(List.of(ending, operator)).doesNotContainNull();
      assertThat(quoted(buyer, image)).doesNotContain("image_not_allowed");
    }
    assertThat(buyer.complaints()).allMatch(text -> text.contains("403"));
    buyer.complaints().clear();
  }

  @Test
  void aRuleThatIsWrongSaysWhatIsWrongBesideItsField(Visitor visitor) {
    try (Operator operator = new Operator(visitor.opens("/"))) {
      visitor.opens("/operator");
      mistakesARule(visitor);
      assertThat(visitor.the(AriaRole.TEXTBOX, "Pattern")).isFocused();
      assertThat(visitor.the(AriaRole.TEXTBOX, "Pattern"))
          .hasAccessibleDescription(Pattern.compile("pattern for an image's whole name"));
      assertThat(visitor.the(AriaRole.TEXTBOX, "Pattern")).hasValue("busybox");
      assertThat(operator).isNotNull();
    }
    assertThat(visitor.complaints()).allMatch(text -> text.contains("400"));
    visitor.complaints().clear();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1600", "DARK, 1600", "LIGHT, 360", "DARK, 360"})
  void thePageIsAccessibleAndFits(ColorScheme scheme, int width) {
    try (Visitor visitor = new Visitor(scheme, width)) {
      Looker looker = new Looker(visitor, scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
      visitor.opens("/operator");
      assertThat(visitor.page().getByLabel("The command that makes an operator")).isVisible();
      looker.looksAt("operator-guest");
      asksForAPayout(visitor, 1_000_000, "IBAN DE02 1203 0000 0000 2020 51");
      try (MarketOperator market = new MarketOperator();
          MarketOperator.Rule miner = market.deny("*looks-test/miner*", "no mining here");
          MarketOperator.Rule digest = market.deny("*@sha256:" + "1f0b".repeat(16), null);
          Operator operator = new Operator(visitor)) {
        visitor.opens("/operator");
        assertThat(visitor.the(AriaRole.REGION, "Stuck")).containsText("Nothing is stuck.");
        assertThat(visitor.button("Paid: 1 credits").first()).isVisible();
        assertThat(visitor.button("Remove: deny *looks-test/miner*")).isVisible();
        visitor.button("Run the audit").click();
        assertThat(visitor.the(AriaRole.LIST, "Checks")).isVisible();
        looker.looksAt("operator");
        mistakesARule(visitor);
        visitor.page().locator(".op-policy").evaluate("rules => rules.scrollIntoView()");
        looker.looksAt("operator-rules");
        assertThat(List.of(operator, miner, digest)).doesNotContainNull();
      }
      assertThat(visitor.complaints()).allMatch(text -> text.contains("400"));
    }
  }

  private static void addsARule(Visitor visitor, String pattern) {
    Locator form = visitor.the(AriaRole.FORM, "Add an image rule");
    form.getByLabel("Pattern").fill(pattern);
    form.getByLabel("Note").fill("not on this page");
    visitor.button("Add the rule").click();
    assertThat(form.getByRole(AriaRole.STATUS).last())
        .containsText("It counts now: deny " + pattern);
  }

  private static void removesTheRule(Visitor visitor, String pattern) {
    visitor.button("Remove: deny " + pattern).click();
    assertThat(visitor.page().getByText("Images that only this rule refuses may run again."))
        .isVisible();
    visitor.button("Remove it").click();
    assertThat(visitor.button("Remove: deny " + pattern)).hasCount(0);
    assertThat(visitor.the(AriaRole.HEADING, "Image rules")).isFocused();
  }

  private static String quoted(Visitor visitor, String image) {
    return visitor
        .session()
        .post("/api/quotes", RequestOptions.create().setData(Map.of("image", image)))
        .text();
  }

  private static void mistakesARule(Visitor visitor) {
    visitor.the(AriaRole.RADIO, "Allow").check();
    assertThat(visitor.page().getByText("The first rule that allows:")).isVisible();
    visitor.the(AriaRole.TEXTBOX, "Pattern").fill("busybox");
    visitor.button("Add the rule").click();
    assertThat(visitor.page().locator("#rule-pattern-error")).isVisible();
  }

  private static void set(Visitor visitor, String from, String to) {
    Locator value = visitor.the(AriaRole.TEXTBOX, "image_rules");
    assertThat(value).hasValue(from);
    value.fill(to);
    visitor.button("Set image_rules").click();
    assertThat(visitor.page().getByText("From " + from + " to " + to + " rules")).isVisible();
    visitor.button("Set it").click();
    assertThat(visitor.page().getByText("Set.", exactly())).isVisible();
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static void asksForAPayout(Visitor visitor, long amount, String note) {
    visitor.opens("/account");
    visitor
        .session()
        .post(
            "/api/payouts",
            RequestOptions.create().setData(Map.of("amount", amount, "note", note)));
  }
}
