package io.lumaris;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The table of rules on the help page is that of docs/refund-rules.md, which is held to the SQL.
 */
class RefundRulesPageTest {
  private static final Pattern ON_THE_PAGE =
      Pattern.compile("\\[\"(\\w+)\",\\s*\"([^\"]+)\",\\s*\"([^\"]+)\",\\s*\"([^\"]+)\",?\\s*\\]");

  @Test
  void theHelpPageHasEveryRuleAsTheDocumentHasIt() throws IOException {
    List<String> documented =
        Files.readString(Path.of("docs/refund-rules.md"))
            .lines()
            .filter(line -> line.startsWith("| `"))
            .toList();
    String page = Files.readString(Path.of("src/main/webapp/js/help/refund-rules.js"));

    assertThat(ON_THE_PAGE.matcher(page).results().map(RefundRulesPageTest::row).toList())
        .isEqualTo(documented)
        .isNotEmpty();
  }

  private static String row(MatchResult rule) {
    return "| `%s` | %s | %s | %s |"
        .formatted(rule.group(1), rule.group(2), rule.group(3), rule.group(4));
  }
}
