package io.lumaris.seller;

import io.lumaris.job.Ask;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How this node sells at the moment: as configured, but for what the seller chose on its console.
 * Thread-safe.
 */
final class LiveSettings implements Supplier<SellerSettings> {
  private static final System.Logger LOG = System.getLogger(LiveSettings.class.getName());
  private static final String CONSOLE = "console";
  private static final String CONFIGURATION = "configuration";

  private final SellerSettings configured;
  private final ChoicesFile file;
  private NodeChoices chosen; // guarded by this
  private volatile SellerSettings now;

  private LiveSettings(SellerSettings configured, ChoicesFile file) {
    this.configured = configured;
    this.file = file;
    this.chosen = file.read();
    this.now = configured.with(chosen);
  }

  /**
   * With what was chosen in an earlier life of this node.
   *
   * @throws IllegalStateException with a sentence that names the file and what to do
   */
  static LiveSettings of(SellerSettings configured) {
    ChoicesFile file = ChoicesFile.beside(configured.identityFile());
    LiveSettings settings = new LiveSettings(configured, file);
    if (!settings.chosen.equals(NodeChoices.NONE)) {
      LOG.log(
          Level.INFO,
          "Chosen on the console, and stronger than the configuration: {0}, from {1}",
          String.join(", ", settings.chosen.json().keySet()),
          file.path());
    }
    return settings;
  }

  @Override
  public SellerSettings get() {
    return now;
  }

  /** Takes these, and keeps them; what is not among them stays as it was. */
  synchronized void choose(NodeChoices choices) {
    NodeChoices all = choices.over(chosen);
    file.write(all);
    take(all);
  }

  /** Goes back to the configuration. */
  synchronized void forget() {
    file.delete();
    take(NodeChoices.NONE);
  }

  private void take(NodeChoices choices) {
    chosen = choices;
    now = configured.with(choices);
  }

  /**
   * As the console shows it: the values, and where each comes from.
   *
   * @param standing the ask the market knows, which counts where none is named
   */
  synchronized JsonObject view(Optional<Ask> standing) {
    JsonObjectBuilder view =
        Json.createObjectBuilder()
            .add("bids", NodeChoices.json(now.bids()))
            .add("state", now.state().word())
            .add("hours", now.filters().hours().map(DailyHours::text).orElse(NodeChoices.ALWAYS))
            .add("filters", now.filters().json())
            .add("file", file.path().toString())
            .add("from", sources());
    now.ask().or(() -> standing).ifPresent(ask -> view.add("ask", NodeChoices.json(ask)));
    return view.build();
  }

  private JsonObjectBuilder sources() {
    String ask = configured.ask().isPresent() ? CONFIGURATION : "market";
    return Json.createObjectBuilder()
        .add("ask", chosen.ask() == null ? ask : CONSOLE)
        .add("bids", chosen.bids() == null ? CONFIGURATION : CONSOLE)
        .add("state", chosen.state() == null ? CONFIGURATION : CONSOLE)
        .add("hours", chosen.hours() == null ? CONFIGURATION : CONSOLE)
        .add("filters", chosen.filters() == null ? CONFIGURATION : CONSOLE);
  }
}
