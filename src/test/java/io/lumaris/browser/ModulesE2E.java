package io.lumaris.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.SentenceNames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page's modules that only compute, called one by one in the browser. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class ModulesE2E {
  private static final String ROWS =
      """
      const { LogLines, plainText } = await import("/js/log-lines.js");
      const rows = (pieces, stream = "stdout") => {
        const lines = new LogLines();
        pieces.forEach((text, i) => lines.append({ seq: 10000001 + i, attempt: 1, time: 1, stream, text }));
        return lines.rows;
      };
      """;

  @Test
  void outputMayBeCutAnywhereAndStaysTheSame(Visitor visitor) {
    Object different =
        run(
            visitor,
            ROWS
                + """
                const parts = ["plain", "\\n", "\\r", "\\r\\n", "\\t", "é€😀", "\\u001b[31m", "\\u001b[0m", "\\u001b[1;38;5;200m",
                  "\\u001b[48;2;1;2;3m", "\\u001b]0;t\\u0007", "\\u001b[K", "\\u001b[2K", "\\u001b[", "\\u001b", "<b>", "x".repeat(1700),
                  "\\u001b[999999999999m", "\\u001b[;;;m", "\\u001bP q\\u001b\\\\\\\\", "\\u0000", "\\u202e"];
                let seed = 42;
                const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
                const seen = (list) => JSON.stringify(list.map(({ runs, number, continued }) => ({ runs, number, continued })));
                for (let round = 0; round < 400; round++) {
                  const text = Array.from({ length: 1 + random(30) }, () => parts[random(parts.length)]).join("");
                  const pieces = [];
                  for (let at = 0; at < text.length; ) {
                    const size = 1 + random(7);
                    pieces.push(text.slice(at, at + size));
                    at += size;
                  }
                  if (seen(rows([text])) !== seen(rows(pieces))) return JSON.stringify(text);
                }
                return "none";
                """);
    assertThat(different).isEqualTo("none");
  }

  @Test
  void aMegabyteInOneLineIsManyShortRowsWithOneNumber(Visitor visitor) {
    assertThat(
            run(
                visitor,
                ROWS
                    + """
                    const made = rows(Array.from({ length: 64 }, () => "x".repeat(16384)));
                    return { rows: made.length, longest: Math.max(...made.map((row) => row.length)),
                      numbers: new Set(made.map((row) => row.number)).size,
                      length: made.reduce((sum, row) => sum + plainText(row).length, 0) };
                    """))
        .isEqualTo(Map.of("rows", 1049, "longest", 1000, "numbers", 1, "length", 1048576));
  }

  @Test
  void aMillionEmptyLinesKeepTheNewestAndSayHowManyWentMissing(Visitor visitor) {
    assertThat(
            run(
                visitor,
                ROWS
                    + """
                    const lines = new LogLines();
                    for (let i = 1; i <= 64; i++) {
                      lines.append({ seq: i, attempt: 1, time: 1, stream: "stdout", text: "\\n".repeat(16384) });
                    }
                    return { all: lines.rows.length + lines.dropped, last: lines.rows.at(-1).number,
                      bounded: lines.rows.length <= 125000 };
                    """))
        .isEqualTo(Map.of("all", 1048576, "last", 1048576, "bounded", true));
  }

  @Test
  void aChunkThatWasTakenIsNotTakenAgain(Visitor visitor) {
    assertThat(
            run(
                visitor,
                ROWS
                    + """
                    const lines = new LogLines();
                    for (const seq of [1, 2, 2, 1, 3]) {
                      lines.append({ seq, attempt: 1, time: 1, stream: "stdout", text: `${seq}\\n` });
                    }
                    return lines.rows.map(plainText);
                    """))
        .isEqualTo(List.of("1", "2", "3"));
  }

  @Test
  void wordsQuotedForAShellAreTheSameWordsAgain(Visitor visitor) {
    assertThat(
            run(
                visitor,
                """
                const { join, split } = await import("/js/shell.js");
                const lists = [["a b", "it's", 'say "x"', "$HOME", "`id`", "\\\\", "", "!", "new\\nline", "é*?[~#"], [], ["-c"]];
                return lists.every((words) => JSON.stringify(split(join(words)).words) === JSON.stringify(words));
                """))
        .isEqualTo(true);
  }

  @Test
  void durationsHaveTenthsAndSizesHaveUnits(Visitor visitor) {
    assertThat(
            run(
                visitor,
                """
                const { bytes, duration, relative } = await import("/js/format.js");
                return [duration(0), duration(349), duration(59_990), duration(61_000), duration(3_725_400),
                  bytes(1023), bytes(1024), bytes(1048576), relative(1000, 62_000), relative(0, 7_300_000)];
                """))
        .isEqualTo(
            List.of(
                "0.0 s",
                "0.3 s",
                "59.9 s",
                "1 m 01.0 s",
                "1 h 02 m 05.4 s",
                "1023 B",
                "1.0 KB",
                "1.0 MB",
                "1 min ago",
                "2 h ago"));
  }

  @Test
  void theTimesOfTheMarketAreShownOnTheReadersClock(Visitor visitor) {
    assertThat(
            run(
                visitor,
                """
                const { clock, inLocalTime } = await import("/js/format.js");
                const at = new Date(); at.setUTCHours(3, 4, 5, 0);
                return inLocalTime("since 03:04:05 UTC.") === `since ${clock(at.getTime())}.`;
                """))
        .isEqualTo(true);
  }

  private static Object run(Visitor visitor, String body) {
    visitor.opens("/help");
    return visitor.page().evaluate("async () => {" + body + "}");
  }
}
