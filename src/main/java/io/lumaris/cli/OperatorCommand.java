package io.lumaris.cli;

import io.lumaris.job.Money;
import io.lumaris.local.Books;
import io.lumaris.local.Database;
import io.lumaris.local.MarketSettings;
import io.lumaris.local.Operators;
import java.io.PrintWriter;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What whoever has the market's database may do: name operators, put credits into an account. */
@Command(
    name = "operator",
    description = "Names who runs a market, and puts credits into accounts, over its database.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "The password is read from LUMARIS_DATABASE_PASSWORD or PGPASSWORD.",
      "",
      "Examples:",
      "  lumaris operator add ada@example.org --database postgresql://nakama@db:5432/nakama",
      "  lumaris operator top-up 0a9d6f0e-5b1e-4b57-9a55-4f7b5a3c2d10 25 --database postgresql://nakama@db:5432/nakama"
    })
final class OperatorCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--database",
      paramLabel = "URL",
      required = true,
      scope = ScopeType.INHERIT,
      description = "Nakama's database, as its owner: postgresql://USER@HOST:PORT/NAME")
  private String database;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Which one: add, remove, list, add-processor, remove-processor, top-up or settings?");
  }

  @Command(name = "add", description = "Makes a user an operator.")
  int add(@Parameters(paramLabel = "USER_ID|EMAIL", description = "The user") String who) {
    out().println("Operator: " + new Operators(market()).add(who));
    return ExitCodes.DONE;
  }

  @Command(name = "remove", description = "Makes a user an operator no more.")
  int remove(@Parameters(paramLabel = "USER_ID|EMAIL", description = "The user") String who) {
    out()
        .println(
            new Operators(market()).remove(who) ? "No longer an operator." : "Was no operator.");
    return ExitCodes.DONE;
  }

  @Command(name = "list", description = "Lists the operators.")
  int list() {
    new Operators(market()).all().forEach(out()::println);
    return ExitCodes.DONE;
  }

  @Command(
      name = "add-processor",
      description = "Lets a portal's own account book what a payment processor reports.")
  int addProcessor(@Parameters(paramLabel = "USER_ID", description = "The account") String who) {
    out().println("Payment processor: " + processors().add(who));
    return ExitCodes.DONE;
  }

  @Command(name = "remove-processor", description = "Lets an account book payments no more.")
  int removeProcessor(@Parameters(paramLabel = "USER_ID", description = "The account") String who) {
    out().println(processors().remove(who) ? "No longer a processor." : "Was no processor.");
    return ExitCodes.DONE;
  }

  @Command(name = "top-up", description = "Puts credits into an account.")
  int topUp(
      @Parameters(paramLabel = "ACCOUNT", description = "Its id, as lumaris account shows it")
          UUID account,
      @Parameters(paramLabel = "CREDITS", converter = Credits.class, description = "How many")
          long amount,
      @Option(
              names = "--payment",
              paramLabel = "UUID",
              description = "The payment's id: the same one again changes nothing")
          UUID payment) {
    if (amount == 0) {
      throw new CommandFailure("CREDITS must be more than 0.", ExitCodes.USAGE);
    }
    UUID id = payment == null ? UUID.randomUUID() : payment;
    new Books(market()).topUp(account, amount, id);
    out().println("Payment " + id + ": " + Money.text(amount) + " credits.");
    return ExitCodes.DONE;
  }

  @Command(
      name = "settings",
      description =
          "Lists the market's settings, or changes one: lumaris operator settings NAME VALUE.")
  int settings(
      @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which one") String name,
      @Parameters(paramLabel = "VALUE", arity = "0..1", description = "A whole number, 0 or more")
          Long value) {
    MarketSettings settings = new MarketSettings(market());
    if (name != null && value == null) {
      throw new CommandFailure("VALUE is missing: give " + name + " a number.", ExitCodes.USAGE);
    } else if (name != null) {
      settings.set(name, value);
    }
    Table table = new Table("SETTING", "VALUE", "UNIT", "MEANING");
    settings.all().stream()
        .filter(setting -> name == null || setting.name().equals(name))
        .forEach(s -> table.row(s.name(), Long.toString(s.value()), s.unit(), s.meaning()));
    table.print(out());
    return ExitCodes.DONE;
  }

  private Operators processors() {
    return new Operators(market(), Operators.Role.PROCESSOR);
  }

  private Database market() {
    return Database.parse(database, System.getenv());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
