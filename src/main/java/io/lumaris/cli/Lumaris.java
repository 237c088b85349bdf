package io.lumaris.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line: {@code lumaris COMMAND}. */
@Command(
    name = "lumaris",
    description = "A compute marketplace: buyers send container jobs, sellers run them.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Lumaris.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    subcommands = {
      // one line per command
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      DoctorCommand.class,
      PrepareCommand.class,
      MigrateCommand.class,
      RunCommand.class,
      SellerCommand.class,
      WebCommand.class,
      BuyerCommand.class,
      JobsCommand.class,
      JobCommand.class,
      LogsCommand.class,
      CancelCommand.class,
      QuoteCommand.class,
      AccountCommand.class,
      LedgerCommand.class,
      PayoutsCommand.class,
      AuditCommand.class,
      OperatorCommand.class,
      PolicyCommand.class,
      ReceiptCommand.class,
      RateCommand.class,
      SellersCommand.class,
      BenchCommand.class,
      HelpCommand.class,
    })
public final class Lumaris implements Runnable {

  @Spec private CommandSpec spec;

  /**
   * Runs one command and ends the JVM with its exit code.
   *
   * @param args the command and its arguments
   * @throws IOException when the jar cannot be read
   */
  public static void main(String[] args) throws IOException {
    if (args.length == 1 && args[0].equals("--version")) {
      // Without reading every command first: a script that asks gets its answer three times as
      // fast.
      System.out.println(version());
      return;
    }
    quietLogs();
    System.exit(commandLine().execute(args));
  }

  /**
   * What the parts log is for servers; a command speaks for itself unless LUMARIS_LOG names a
   * level.
   */
  private static void quietLogs() {
    String level = System.getenv().getOrDefault("LUMARIS_LOG", "OFF");
    Logger root = Logger.getLogger("");
    try {
      root.setLevel(Level.parse(level.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      root.setLevel(Level.INFO);
    }
  }

  static CommandLine commandLine() {
    CommandLine lumaris =
        new CommandLine(new Lumaris())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(UUID.class, new Uuid())
            .setParameterExceptionHandler(new WrongUsage())
            .setExecutionExceptionHandler(new FailureHandler());
    Map<String, IHelpSectionRenderer> sections = new HashMap<>(lumaris.getHelpSectionMap());
    sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, new Footer());
    return lumaris.setHelpSectionMap(sections);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See the list below.");
  }

  /** The version of the build, as Maven wrote it into the jar. */
  static String version() throws IOException {
    var build = new Properties();
    try (InputStream in = Lumaris.class.getResourceAsStream("/io/lumaris/version.properties")) {
      build.load(in);
    }
    return "lumaris " + build.getProperty("version");
  }

  /** The same, where other words stand beside {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {version()};
    }
  }
}
