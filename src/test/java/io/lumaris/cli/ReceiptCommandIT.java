package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.cli.Commands.Ran;
import io.lumaris.job.Job;
import io.lumaris.job.JobJson;
import io.lumaris.market.ReceiptAnswer;
import io.lumaris.market.ReceiptFacts;
import io.lumaris.receipt.ReceiptClaims;
import io.lumaris.receipt.ReceiptKey;
import io.lumaris.receipt.Statement;
import io.lumaris.testing.NakamaService;
import io.lumaris.testing.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a child process: a receipt is fetched from the market, and verified without it. */
class ReceiptCommandIT {
  @TempDir private Path folder;
  private final NakamaService nakama = Services.nakama();
  private Commands commands;
  private Commands offline;
  private BenchMarket market;
  private MarketConnection account;
  private ScriptedSeller seller;

  @BeforeEach
  void prepare() throws Exception {
    commands = new Commands(folder, nakama);
    offline =
        new Commands(Files.createDirectory(folder.resolve("offline")), nakama)
            .with("LUMARIS_SERVER", "no.such.host.invalid:1");
    market = new BenchMarket("127.0.0.1:" + nakama.port(), nakama.serverKey());
    account = market.account();
    seller = new ScriptedSeller(account.market());
  }

  @AfterEach
  void endWhatStillRuns() {
    commands.close();
    offline.close();
    seller.close();
    market.close();
  }

  @Test
  void aReceiptIsFetchedAndVerifiedWithoutANetwork() throws Exception {
    String id = signedJob();
    String got = commands.run("receipt", "get", id).out();

    Ran verified = verify(got);
    assertThat(verified.out()).as(verified.err()).endsWith("The receipt holds.\n");
    assertThat(verified.exit()).isZero();
    assertThat(verify(got.replace("\"exit_code\":0", "\"exit_code\":1")).exit()).isOne();
    String bare = commands.run("receipt", "get", id, "--jws").out();
    assertThat(bare).hasLineCount(1);
    Ran keyless = verify(bare);
    assertThat(keyless.exit()).isOne();
    assertThat(keyless.out()).contains("no key is known");
  }

  /** A job that ran, whose seller signed it, and which had no receipt before. */
  private String signedJob() throws Exception {
    String id =
        commands.run("run", "--image", "a", "--command", "say hi", "--detach").out().strip();
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> commands.run("job", id).out().contains("succeeded"));
    Ran none = commands.run("receipt", "get", id);
    assertThat(none.exit()).isOne();
    assertThat(none.err()).contains("has no receipt, or not yet").hasLineCount(1);
    sign(JobJson.jsonb().fromJson(commands.run("job", id, "--json").out(), Job.class));
    return id;
  }

  private void sign(Job job) {
    UUID attempt = job.attempts().get(0).id();
    ReceiptKey key = ReceiptKey.generate();
    account.receipts().register(key.publicKey());
    ReceiptFacts facts = account.receipts().facts(List.of(attempt));
    Statement statement = Statement.claimed(job.id(), attempt, 1, job.spec());
    String jws = key.sign(ReceiptClaims.of(statement, facts.answers().get(0).facts(), facts.now()));
    assertThat(account.receipts().put(List.of(jws))).noneMatch(ReceiptAnswer::refused);
  }

  private Ran verify(String text) throws Exception {
    Path file = Files.createTempFile(folder, "receipt", "");
    return offline.run("receipt", "verify", Files.writeString(file, text).toString());
  }
}
