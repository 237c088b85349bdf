package io.lumaris.cli;

import io.lumaris.job.Money;
import io.lumaris.market.Decided;
import io.lumaris.market.Payment;
import java.io.PrintWriter;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Money that leaves the market: asked for by its owner, decided by an operator. */
@Command(
    name = "payouts",
    description = "Asks for payouts and lists them; operators pay or refuse them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "A payout puts the credits aside at once. An operator sends the money by hand and says so with",
      "pay, or gives the credits back with refuse.",
      "",
      "Examples:",
      "  lumaris payouts request 25 --note \"IBAN DE02 1203 0000 0000 2020 51\"",
      "  lumaris payouts waiting",
      "  lumaris payouts pay 7c1a2b9e-93a0-4d0a-8c57-1c5b8d1f0a11"
    })
final class PayoutsCommand implements Runnable {
  private static final String ID = "PAYOUT";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which one: list, request, waiting, pay or refuse?");
  }

  @Command(name = "list", description = "Lists your payouts, newest first.")
  int list(@Mixin MarketOptions options) {
    try (MarketConnection connection = options.connect()) {
      print(connection.payouts().own());
    }
    return ExitCodes.DONE;
  }

  @Command(name = "request", description = "Asks for a payout.")
  int request(
      @Mixin MarketOptions options,
      @Parameters(paramLabel = "CREDITS", converter = Credits.class, description = "How many")
          long amount,
      @Option(
              names = "--note",
              paramLabel = "TEXT",
              description = "Where the money shall go, for the operator")
          String note) {
    if (amount == 0) {
      throw new CommandFailure("CREDITS must be more than 0.", ExitCodes.USAGE);
    }
    try (MarketConnection connection = options.connect()) {
      print(List.of(connection.payouts().request(UUID.randomUUID(), amount, note).payment()));
    }
    return ExitCodes.DONE;
  }

  @Command(name = "waiting", description = "Lists the payouts that wait for an operator.")
  int waiting(@Mixin MarketOptions options) {
    try (MarketConnection connection = options.connect()) {
      print(connection.payouts().waiting());
    }
    return ExitCodes.DONE;
  }

  @Command(name = "pay", description = "Says, as an operator, that a payout was paid.")
  int pay(
      @Mixin MarketOptions options,
      @Parameters(paramLabel = ID, description = "Its id") UUID payout,
      @Option(names = "--note", paramLabel = "TEXT", description = "For its owner") String note) {
    return decide(options, payout, true, note);
  }

  @Command(name = "refuse", description = "Gives, as an operator, the credits back.")
  int refuse(
      @Mixin MarketOptions options,
      @Parameters(paramLabel = ID, description = "Its id") UUID payout,
      @Option(names = "--note", paramLabel = "TEXT", description = "Why, for its owner")
          String note) {
    return decide(options, payout, false, note);
  }

  private int decide(MarketOptions options, UUID payout, boolean paid, String note) {
    try (MarketConnection connection = options.connect()) {
      Decided decided = connection.payouts().decide(payout, paid, note);
      print(List.of(decided.payment()));
    }
    return ExitCodes.DONE;
  }

  private void print(List<Payment> payouts) {
    Table table = new Table("PAYOUT", "CREDITS", "STATE", "ASKED FOR", "ACCOUNT", "NOTE");
    for (Payment payout : payouts) {
      table.row(
          payout.id().toString(),
          Money.text(payout.amount()),
          payout.state(),
          Times.moment(payout.createdAt()),
          payout.accountId().toString(),
          payout.note() == null ? "-" : payout.note());
    }
    PrintWriter out = spec.commandLine().getOut();
    table.print(out);
  }
}
