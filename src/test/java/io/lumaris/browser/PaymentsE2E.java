package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.lumaris.local.Operators;
import io.lumaris.testing.RawUser;
import io.lumaris.testing.SentenceNames;
import io.lumaris.testing.Services;
import io.lumaris.testing.StripeServer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Paying for credits and having them paid out, on a portal whose Stripe is on this machine. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class PaymentsE2E {
  private static final String IDENTITY = "portal-of-the-browser-tests-0123456789";

  private static StripeServer stripe;
  private static Node portal;

  @BeforeAll
  static void start() {
    stripe = StripeServer.start();
    portal =
        RunningMarket.get()
            .anotherPortal(
                "paying-portal",
                "LUMARIS_PAYMENTS_PROCESSOR",
                "stripe",
                "LUMARIS_PAYMENTS_IDENTITY",
                IDENTITY,
                "LUMARIS_PAYMENTS_STRIPE_API_BASE",
                stripe.address().toString(),
                "LUMARIS_PAYMENTS_STRIPE_SECRET_KEY",
                StripeServer.SECRET_KEY,
                "LUMARIS_PAYMENTS_STRIPE_WEBHOOK_SECRET",
                StripeServer.WEBHOOK_SECRET);
  }

  @AfterAll
  static void end() {
    portal.stop();
    stripe.close();
  }

  @BeforeEach
  void prepare() {
    processors().add(portalsAccount());
    stripe.tell(portal.url());
  }

  @Test
  void aBuyerPaysOnTheProcessorsPageAndTheCreditsAreThere(Visitor visitor) {
    Locator amount = account(visitor).the(AriaRole.TEXTBOX, "Credits to add");
    amount.fill("20");
    assertThat(amount).hasAccessibleDescription("5 to 1,000, whole ones. 20 credits cost €20.00.");
    visitor.button("Pay").click();
    assertThat(visitor.the(AriaRole.HEADING, "Pay 20 eur")).isVisible();
    visitor.the(AriaRole.LINK, "Pay").click();

    assertThat(news(visitor)).hasText("Payment received: 20 credits were added.");
    assertThat(visitor.page()).hasURL(portal.url() + "/account");
    assertThat(visitor.the(AriaRole.IMG, "25 credits available, 0 credits held")).isVisible();
    assertThat(visitor.the(AriaRole.TABLE, "Statement")).containsText("Credits added");
  }

  @Test
  void untilThePaymentIsToldItIsOnItsWay(Visitor visitor) {
    stripe.tell(null);
    account(visitor);
    visitor.button("Pay").click();
    visitor.the(AriaRole.LINK, "Pay").click();
    assertThat(news(visitor)).containsText("Payment on its way.");
    StripeServer.deliver(portal.url(), stripe.last().paid());
    assertThat(news(visitor)).hasText("Payment received: 10 credits were added.");
  }

  @Test
  void whoTurnsBackIsToldThatNothingWasCharged(Visitor visitor) {
    account(visitor);
    visitor.button("Pay").click();
    visitor.the(AriaRole.LINK, "Back").click();
    assertThat(visitor.page().getByText("You did not pay: nothing was charged.")).isVisible();
    assertThat(visitor.page()).hasURL(portal.url() + "/account");
    assertThat(news(visitor)).hasCount(0);
  }

  @Test
  void anAmountThatCannotBePaidSaysWhichCanAndStays(Visitor visitor) {
    Locator amount = account(visitor).the(AriaRole.TEXTBOX, "Credits to add");
    for (String wrong : new String[] {"1", "5.5", "2000"}) {
      amount.fill(wrong);
      visitor.button("Pay").click();
      assertThat(amount)
          .hasAccessibleDescription(Pattern.compile(".*must be whole credits from 5 to 1,000"));
      assertThat(amount).hasValue(wrong);
      visitor.complaints().clear(); // the browser reports the 400
    }
    amount.fill("ten");
    visitor.button("Pay").click();
    assertThat(amount).hasAccessibleDescription(Pattern.compile(".*such as 10"));
  }

  @Test
  void aPortalThatMayNotBookTakesNoMoneyAndSaysWhy(Visitor visitor) {
    processors().remove(portalsAccount());
    Locator amount = account(visitor).the(AriaRole.TEXTBOX, "Credits to add");
    visitor.button("Pay").click();
    assertThat(amount)
        .hasAccessibleDescription(
            Pattern.compile(".*nothing was paid.*lumaris operator add-processor.*"));
    assertThat(amount).hasValue("10");
    visitor.complaints().clear(); // the browser reports the 503
  }

  @Test
  void whatWasSpentAndPaidBackIsOwedAndTheAccountSaysSo(Visitor visitor) {
    account(visitor);
    visitor.button("Pay").click();
    visitor.the(AriaRole.LINK, "Pay").click();
    assertThat(news(visitor)).containsText("Payment received");
    Locator out = visitor.the(AriaRole.TEXTBOX, "Credits to pay out");
    out.fill("12");
    visitor.button("Ask for a payout").click();
    assertThat(visitor.the(AriaRole.TABLE, "Your payouts")).containsText("waits for an operator");
    assertThat(visitor.the(AriaRole.IMG, "3 credits available, 12 credits held")).isVisible();

    StripeServer.deliver(portal.url(), stripe.last().refunded("evt_owed", 1_000));
    visitor.page().reload();
    assertThat(visitor.page().locator(".refusal")).containsText("You owe 7 credits");
    assertThat(visitor.the(AriaRole.TABLE, "Statement"))
        .containsText("Taken back: the payment was paid back");
  }

  @Test
  void aPayoutOfMoreThanThereIsSaysSoAndKeepsWhatWasTyped(Visitor visitor) {
    visitor.opens("/account");
    Locator out = visitor.the(AriaRole.TEXTBOX, "Credits to pay out");
    assertThat(out).hasAccessibleDescription("You have 5.");
    out.fill("9");
    visitor.the(AriaRole.TEXTBOX, "Where to").fill("IBAN DE02");
    visitor.button("Ask for a payout").click();
    assertThat(out)
        .hasAccessibleDescription(Pattern.compile(".*the payout is 9 credits, you have 5"));
    visitor.complaints().clear(); // the browser reports the 402
    out.fill("2");
    visitor.button("Ask for a payout").click();
    assertThat(visitor.the(AriaRole.TABLE, "Your payouts")).containsText("IBAN DE02");
    assertThat(out).hasValue("");
  }

  private static Visitor account(Visitor visitor) {
    return visitor.opens(portal.url() + "/account");
  }

  private static Locator news(Visitor visitor) {
    return visitor.page().locator(".payment-news");
  }

  private static String portalsAccount() {
    return RawUser.ofDevice(IDENTITY).id().toString();
  }

  private static Operators processors() {
    return new Operators(Services.postgres().database(), Operators.Role.PROCESSOR);
  }
}
