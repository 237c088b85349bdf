package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.lumaris.receipt.ReceiptFile;
import io.lumaris.receipt.Verification;
import io.lumaris.testing.SentenceNames;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The receipt on the job's page. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class ReceiptE2E {

  @Test
  void aReceiptIsShownVerifiedReadAndSaved(Visitor visitor) throws Exception {
    visitor.runs(BUSYBOX, "echo signed").sees("Succeeded");
    Locator card = visitor.the(AriaRole.REGION, "Receipt");
    assertThat(card).containsText("Verified: signed by its seller");

    card.getByText("What was checked").click();
    assertThat(card).containsText("Holds: Every byte is as it was when it was signed");
    assertThat(card).not().containsText("Does not hold");
    card.getByText("What was signed").click();
    assertThat(card).containsText("\"market_name\": \"LUMARIS\"");
    visitor.screenshot("receipt");

    Download download =
        visitor
            .page()
            .waitForDownload(() -> visitor.the(AriaRole.LINK, "Save the receipt").click());
    assertThat(download.suggestedFilename()).matches("receipt-[0-9a-f]{8}\\.json");
    List<Verification> found =
        new ReceiptFile(Files.readString(download.path())).verify(List.of(), Optional.empty());
    assertThat(found).hasSize(1).allMatch(Verification::holds);
  }

  @Test
  void aJobThatNoSellerRanSaysThatThereIsNothingToSign(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, "true");
    visitor.page().getByText("Limits").first().click();
    visitor.the(AriaRole.TEXTBOX, "CPUs").fill("64");
    visitor.button("Run job").click();
    visitor.isOnAJob().sees("Queued");
    Locator card = visitor.the(AriaRole.REGION, "Receipt");
    assertThat(card).containsText("its seller signs what it did");

    visitor.button("Cancel").click();
    visitor.button("Cancel the job").click();
    visitor.sees("Cancelled");
    assertThat(card).containsText("there is nothing to sign");
  }
}
