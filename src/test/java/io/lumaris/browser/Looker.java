package io.lumaris.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import java.util.List;
import java.util.Set;

/**
 * Looks at a screen: no finding of axe that is serious, nothing that sticks out to the side, and a
 * picture for somebody to look at.
 *
 * @param look what the picture's name ends with
 */
record Looker(Visitor visitor, String look) {
  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  void looksAt(String screen) {
    visitor.screenshot(screen + "-" + look);
    List<String> findings =
        new AxeBuilder(visitor.page())
            .analyze().getViolations().stream()
                .filter(rule -> SERIOUS.contains(rule.getImpact()))
                .map(Looker::sentence)
                .toList();
    assertThat(findings).as("axe on %s, %s", screen, look).isEmpty();
    assertThat(
            (int)
                visitor
                    .page()
                    .evaluate(
                        "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .as("pixels of %s, %s, that stick out to the side", screen, look)
        .isZero();
  }

  private static String sentence(Rule rule) {
    return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().get(0).getTarget();
  }
}
