package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/job-lifecycle.md says is what the schema does. */
class LifecycleDocSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();

  @Test
  void theReasonsOfThePageAreThoseOfTheTable() throws IOException {
    String rows =
        sql.text(
            "select string_agg(format('| `%s` | %s | %s | %s |', code, whose, payer, retried), E'\\n')"
                + " from lumaris.reason");
    assertThat(table("## Why it ended")).containsExactlyInAnyOrder(rows.split("\n"));
  }

  @Test
  void everyStateHasARow() throws IOException {
    String states = String.join("\n", table("## States of a job"));
    for (String state : statesOf("job")) {
      assertThat(states).contains("| `" + state + "` |");
    }
    String attemptStates = String.join("\n", table("## States of an attempt"));
    for (String state : statesOf("attempt")) {
      assertThat(attemptStates).contains("`" + state + "`");
    }
  }

  private String[] statesOf(String subject) {
    return sql.text(
            "select string_agg(distinct to_state, ' ') from lumaris.transition where subject = ?",
            subject)
        .split(" ");
  }

  /** The rows of the table under this heading, without its head. */
  private static List<String> table(String heading) throws IOException {
    String page = Files.readString(Path.of("docs/job-lifecycle.md"));
    String section = page.substring(page.indexOf(heading));
    int next = section.indexOf("\n## ", 1);
    return section
        .substring(0, next < 0 ? section.length() : next)
        .lines()
        .filter(line -> line.startsWith("| `"))
        .toList();
  }
}
