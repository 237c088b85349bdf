package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.ImageRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Nakama reads the registrations from the syntax tree; what it does not understand there it wires
 * to something else, silently, or dies of.
 */
class ModuleRulesTest {
  private final ModuleSource module = ModuleSource.read();

  ModuleRulesTest() throws IOException {}

  @Test
  void initModuleIsNothingButPlainCalls() {
    assertThat(module.statements())
        .hasSizeGreaterThan(40)
        .allMatch(
            statement ->
                statement.equals("checkSchema(nk);")
                    || statement.startsWith("nk.leaderboardCreate(TICK, ")
                    || statement.equals("initializer.registerLeaderboardReset(sweep);")
                    || statement.matches("initializer\\.registerRpc\\(\"\\w+\", \\w+\\);")
                    || statement.matches("initializer\\.registerRtBefore\\(\"\\w+\", \\w+\\);")
                    || statement.matches("initializer\\.registerBefore\\w+\\(\\w+\\);"));
  }

  @Test
  void whatIsRegisteredIsAGlobalFunctionDeclaration() {
    List<String> registered =
        ModuleSource.matches(module.main(), "initializer\\.register\\w+\\([^)]*?(\\w+)\\);");
    List<String> declared = ModuleSource.matches(module.all(), "(?m)^function (\\w+)\\(");
    assertThat(declared).containsAll(registered).doesNotHaveDuplicates();
  }

  @Test
  void everyRpcOfTheWireIsThereAndNoOther() throws IOException {
    String wire = Files.readString(Path.of("docs/wire.md"));
    String rpcs = wire.substring(wire.indexOf("## RPCs of a buyer"), wire.indexOf("## Streams"));
    List<String> documented =
        ModuleSource.matches(rpcs, "(?m)(?:^\\| `|(?:^|· )`(?=[a-z]+_))([a-z_]+)[ `]");
    assertThat(module.rpcIds()).containsExactlyInAnyOrderElementsOf(documented);
  }

  @Test
  void aPatternOfImagesIsCheckedAsTheNodeChecksIt() {
    String written = ImageRules.PATTERN.pattern().replace("\\", "\\\\");
    assertThat(module.all()).contains("\"" + written + "\"");
  }

  @Test
  void whatASellerRefusesIsBoundAsTheNodeBindsIt() {
    assertThat(module.all())
        .contains(
            "max_cpus: { type: \"number\", " + bounds(SellerFilters.CPUS),
            "max_memory_mb: { type: \"integer\", " + bounds(SellerFilters.MEMORY_MB),
            "max_timeout_s: { type: \"integer\", " + bounds(SellerFilters.TIMEOUT_S))
        .containsPattern(
            "IMAGE_PATTERNS = \\{\\s+type: \"list\",\\s+max_items: " + SellerFilters.MOST_PATTERNS)
        .containsPattern("deny: \\{\\s+type: \"list\",\\s+max_items: " + SellerFilters.MOST_BUYERS);
  }

  private static String bounds(SellerFilters.Range range) {
    return "min: " + range.least() + ", max: " + range.most() + " }";
  }

  @Test
  void everyRpcOfAUserGoesThroughTheGuard() {
    List<String> guarded =
        ModuleSource.matches(
            module.all(),
            "(?m)^function (rpc\\w+)\\(ctx, logger, nk, payload\\) \\{\\n  return guard\\(ctx, logger, nk, payload, ");
    List<String> registered =
        ModuleSource.matches(module.main(), "registerRpc\\(\"\\w+\", (\\w+)\\)");
    assertThat(registered)
        .allMatch(function -> function.equals("rpcMarketInfo") || guarded.contains(function));
  }
}
