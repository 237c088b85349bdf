package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/refund-rules.md says is what the settlement reads. */
class RefundRulesDocSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();

  @Test
  void thePageHasALineForEachRule() throws IOException {
    String lines =
        sql.text(
            "select string_agg(format('| `%s` | %s | %s | %s |', r.code, r.whose, p.sentence,"
                + " replace(r.retried, '_', ' ')), E'\\n')"
                + " from lumaris.reason r join lumaris.payer p on p.code = r.payer");
    assertThat(
            Files.readString(Path.of("docs/refund-rules.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList())
        .containsExactlyInAnyOrder(lines.split("\n"));
  }
}
