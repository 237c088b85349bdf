package io.lumaris.cli;

import io.lumaris.market.PolicyRule;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
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

/** Which images may run on a market. */
@Command(
    name = "policy",
    description = "Shows and changes which images may run on a market.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "A pattern is matched against an image's whole name, as docker.io/library/busybox:1.36; * stands for anything. With",
      "@sha256: it is matched against the digest. A rule that denies wins; where there is one that allows, an image has to",
      "match one of those. Anybody may list the rules, operators change them (lumaris operator add).",
      "",
      "Examples:",
      "  lumaris policy list",
      "  lumaris policy deny '*miner*' --note 'no mining here'",
      "  lumaris policy allow 'docker.io/library/*'",
      "  lumaris policy deny '*@sha256:1f0b6cbc5b7c4a3c6d1d9b43b3bbd0c1ad0f5fbd1a3b9a0f2d4c6e8f0a1b2c3d'",
      "  lumaris policy remove 0a9d6f0e-5b1e-4b57-9a55-4f7b5a3c2d10"
    })
final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which one: list, allow, deny or remove?");
  }

  @Command(name = "list", description = "Lists the rules.")
  int list(@Mixin MarketOptions options) {
    try (MarketConnection connection = options.connect()) {
      print(connection.policy().rules());
    }
    return ExitCodes.DONE;
  }

  @Command(name = "allow", description = "Allows images; what no such rule allows is refused then.")
  int allow(
      @Mixin MarketOptions options,
      @Parameters(paramLabel = "PATTERN", description = "Of images' whole names") String pattern,
      @Option(names = "--note", paramLabel = "TEXT", description = "What it is for") String note) {
    return add(options, "allow", pattern, note);
  }

  @Command(name = "deny", description = "Refuses images, whatever else allows them.")
  int deny(
      @Mixin MarketOptions options,
      @Parameters(paramLabel = "PATTERN", description = "Of images' whole names") String pattern,
      @Option(names = "--note", paramLabel = "TEXT", description = "Why, for who is refused")
          String note) {
    return add(options, "deny", pattern, note);
  }

  @Command(name = "remove", description = "Removes a rule.")
  int remove(
      @Mixin MarketOptions options,
      @Parameters(paramLabel = "ID", description = "The rule's id, as policy list shows it")
          UUID id) {
    try (MarketConnection connection = options.connect()) {
      out().println(connection.policy().remove(id) ? "Removed." : "There was no such rule.");
    }
    return ExitCodes.DONE;
  }

  private int add(MarketOptions options, String effect, String pattern, String note) {
    JsonObjectBuilder wish =
        Json.createObjectBuilder().add("effect", effect).add("pattern", pattern);
    if (note != null) {
      wish.add("note", note);
    }
    try (MarketConnection connection = options.connect()) {
      PolicyRule rule = connection.policy().add(wish.build()).rule();
      out().println("Rule " + rule.id() + ": " + rule.effect() + " " + rule.pattern());
    }
    return ExitCodes.DONE;
  }

  private void print(List<PolicyRule> rules) {
    if (rules.isEmpty()) {
      out().println("There are no rules: every image may run.");
      return;
    }
    Table table = new Table("ID", "EFFECT", "PATTERN", "SINCE", "NOTE");
    for (PolicyRule rule : rules) {
      table.row(
          rule.id().toString(),
          rule.effect(),
          rule.pattern(),
          Times.moment(rule.createdAt()),
          rule.note() == null ? "-" : rule.note());
    }
    table.print(out());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
