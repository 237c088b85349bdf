package io.lumaris.cli;

import io.lumaris.job.JobJson;
import io.lumaris.job.Money;
import io.lumaris.market.Account;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What this buyer has. */
@Command(name = "account", description = "Shows what you have, in credits.")
final class AccountCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MarketOptions marketOptions;

  @Option(names = "--json", description = "Print the account as JSON, amounts in micro-credits")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (MarketConnection connection = marketOptions.connect()) {
      Account account = connection.market().account();
      if (json) {
        out.println(JobJson.jsonb().toJson(account));
      } else {
        new Table("account", account.id().toString())
            .row("available", Money.text(account.available()))
            .row("held", Money.text(account.held()))
            .row("paid in", Money.text(account.paidIn()))
            .row("earned", Money.text(account.earned()))
            .row("spent", Money.text(account.spent()))
            .row("paid out", Money.text(account.paidOut()))
            .print(out);
      }
    }
    return ExitCodes.DONE;
  }
}
