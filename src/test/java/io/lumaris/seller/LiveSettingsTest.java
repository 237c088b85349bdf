package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumaris.job.Ask;
import io.lumaris.market.MarketException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a seller chooses on its console, and the file that keeps it. */
class LiveSettingsTest {
  private static final Ask ASK = new Ask(1, 2, 3);

  @TempDir private Path folder;

  @Test
  void whatWasChosenCountsBeforeTheConfigurationAndAfterARestart() {
    LiveSettings settings = settings("ask-cpu", "0.5", "paused", "true");
    assertThat(settings.get().state()).isEqualTo(NodeState.PAUSED);

    settings.choose(chosen("{'ask':{'start':1,'cpu_hour':2,'gb_hour':3},'state':'open'}"));
    settings.choose(chosen("{'hours':'22:00-06:00 UTC'}"));

    for (LiveSettings each : new LiveSettings[] {settings, settings("ask-cpu", "0.5")}) {
      assertThat(each.get().ask()).contains(ASK);
      assertThat(each.get().state()).isEqualTo(NodeState.OPEN);
      assertThat(each.get().filters().hours().map(DailyHours::text)).contains("22:00-06:00 UTC");
      assertThat(each.get().bids()).isEqualTo(BidStrategy.USUAL);
      assertThat(each.view(Optional.empty()).getJsonObject("from"))
          .isEqualTo(
              json(
                  "{'ask':'console','bids':'configuration','state':'console','hours':'console','filters':'configuration'}"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'max_cpus':2}",
        "{'max_cpus':0.5,'max_memory_mb':512}",
        "{'allow_images':['docker.io/library/*','*@sha256:aa'],'deny_images':['*miner*'],"
            + "'deny_buyers':['5d0e8a70-2c55-4c0c-8d4f-0f3f4f6a1b11'],"
            + "'max_cpus':10,'max_memory_mb':4096,'max_timeout_s':3600}"
      })
  void whatIsRefusedReadsAsItWasWrittenAlsoAfterARestart(String filters) {
    settings().choose(chosen("{'filters':" + filters + "}"));
    assertThat(settings().view(Optional.empty()).getJsonObject("filters")).isEqualTo(json(filters));
  }

  @Test
  void whatIsRefusedIsChosenAsAWholeAndHoursByThemselves() {
    String[] configured = {"filters.max-cpus", "2", "filters.hours", "08:00-18:00 UTC"};
    LiveSettings settings = settings(configured);
    settings.choose(chosen("{'filters':{'max_timeout_s':60}}"));
    assertThat(settings.get().filters().json()).isEqualTo(json("{'max_timeout_s':60}"));
    assertThat(settings.get().filters().hours().map(DailyHours::text)).contains("08:00-18:00 UTC");
    assertThat(settings.view(Optional.empty()).getJsonObject("from").getString("filters"))
        .isEqualTo("console");

    settings.choose(chosen("{'hours':'always'}"));
    assertThat(settings.get().filters().json()).isEqualTo(json("{'max_timeout_s':60}"));
    assertThat(settings.get().filters().hours()).isEmpty();

    settings.forget();
    assertThat(settings.get()).isEqualTo(settings(configured).get());
  }

  @Test
  void forgettingGoesBackToTheConfiguration() {
    LiveSettings settings = settings("ask-cpu", "0.5", "filters.hours", "08:00-18:00");
    settings.choose(
        chosen("{'bids':{'factor':0.9,'undercut':true,'floor':0.5,'minimum':7},'hours':'always'}"));
    assertThat(settings.get().bids()).isEqualTo(new BidStrategy(0.9, true, 0.5, 7));
    assertThat(settings.get().filters().hours()).isEmpty();

    settings.forget();

    assertThat(settings.get())
        .isEqualTo(settings("ask-cpu", "0.5", "filters.hours", "08:00-18:00").get());
    assertThat(file()).doesNotExist();
  }

  @Test
  void withoutAnAskOfItsOwnTheOneTheMarketKnowsIsShown() {
    JsonObject view = settings().view(Optional.of(ASK));
    assertThat(view.getJsonObject("ask")).isEqualTo(json("{'start':1,'cpu_hour':2,'gb_hour':3}"));
    assertThat(view.getJsonObject("from").getString("ask")).isEqualTo("market");
    assertThat(view.getString("file")).isEqualTo(file().toString());
  }

  @Test
  void theFileIsWholeForItsOwnerOnlyAndAlone() throws IOException {
    LiveSettings settings = settings();
    for (int i = 0; i < 20; i++) {
      settings.choose(chosen("{'ask':{'start':" + i + ",'cpu_hour':2,'gb_hour':3}}"));
      assertThat(settings().get().ask()).contains(new Ask(i, 2, 3));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    try (var all = Files.list(folder)) {
      assertThat(all).containsExactly(file());
    }
  }

  @Test
  void whatCannotBeKeptIsNotDone() throws IOException {
    LiveSettings settings = settings();
    Files.createDirectory(file());
    Files.createFile(file().resolve("in the way"));

    assertThatThrownBy(() -> settings.choose(chosen("{'state':'paused'}")))
        .isInstanceOf(MarketException.class)
        .hasMessageContainingAll("Nothing was changed", file().toString(), "writable");
    assertThat(settings.get().state()).isEqualTo(NodeState.OPEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'ask':{'start':1,'cpu_hour':2}} | ask.gb_hour is missing",
        "{'filters':{'max_cpus':0}} | filters.max_cpus must be a number, such as 2 or 0.5, from 0.1 to"
            + " 4096, it is 0",
        "{'state':'closed'} | state must be open, paused or draining, it is \"closed\"",
        "not json | cannot be read as JSON",
        "[] | cannot be read as JSON"
      })
  void aFileThatIsWrongStopsTheStartAndSaysWhatToDo(String text, String wrong) throws IOException {
    Files.writeString(file(), text.replace('\'', '"'));

    assertThatThrownBy(() -> settings())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "The file " + file(), wrong, "Correct it, or delete it to go by the configuration");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'price':1} | price | is no such field; there are ask, bids, state, hours, filters",
        "{'ask':7} | ask | must be an object with start, cpu_hour, gb_hour, it is 7",
        "{'ask':{'start':-1,'cpu_hour':2,'gb_hour':3}} | ask.start | must be a whole number of"
            + " micro-credits from 0 to 1000000000000, it is -1",
        "{'ask':{'start':0.5,'cpu_hour':2,'gb_hour':3}} | ask.start | must be a whole number of"
            + " micro-credits from 0 to 1000000000000, it is 0.5",
        "{'ask':{'start':null,'cpu_hour':2,'gb_hour':3}} | ask.start | must be a whole number of"
            + " micro-credits from 0 to 1000000000000, it is null",
        "{'ask':{'start':1e99,'cpu_hour':2,'gb_hour':3}} | ask.start | must be a whole number of"
            + " micro-credits from 0 to 1000000000000, it is 1E+99",
        "{'bids':{'factor':1001,'undercut':true,'floor':1,'minimum':0}} | bids.factor | must be a"
            + " number from 0 to 1000, it is 1001",
        "{'bids':{'factor':1,'undercut':'yes','floor':1,'minimum':0}} | bids.undercut | must be"
            + " true or false, it is \"yes\"",
        "{'filters':['*']} | filters | must be an object with allow_images, deny_images, deny_buyers,"
            + " max_cpus, max_memory_mb, max_timeout_s, it is [\"*\"]",
        "{'filters':{'hours':'always'}} | filters.hours | is no such field; there are allow_images,"
            + " deny_images, deny_buyers, max_cpus, max_memory_mb, max_timeout_s",
        "{'filters':{'deny_images':'*miner*'}} | filters.deny_images | must be a list of at most 100"
            + " patterns for images' whole names such as docker.io/library/* or *busybox*, it is"
            + " \"*miner*\"",
        "{'filters':{'deny_images':['*','busybox']}} | filters.deny_images | must be a list of at"
            + " most 100 patterns for images' whole names such as docker.io/library/* or *busybox*;"
            + " \"busybox\" is none",
        "{'filters':{'deny_buyers':[7]}} | filters.deny_buyers | must be a list of at most 200 ids of"
            + " accounts; 7 is none",
        "{'filters':{'max_cpus':'2'}} | filters.max_cpus | must be a number, such as 2 or 0.5, from 0.1"
            + " to 4096, it is \"2\"",
        "{'filters':{'max_memory_mb':512.5}} | filters.max_memory_mb | must be a whole number of MB"
            + " from 16 to 16777216, it is 512.5",
        "{'filters':{'max_timeout_s':1e99}} | filters.max_timeout_s | must be a whole number of"
            + " seconds from 1 to 86400, it is 1E+99",
        "{'state':1} | state | must be open, paused or draining, it is 1",
        "{'hours':'9-5'} | hours | must be two times of day such as 22:00-06:00, or always, it is"
            + " \"9-5\""
      })
  void aWrongChoiceIsRefusedByItsName(String json, String field, String sentence) {
    assertThatThrownBy(() -> NodeChoices.of(json(json)))
        .isInstanceOfSatisfying(
            MarketException.class,
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e).hasMessage(sentence);
            });
  }

  private LiveSettings settings(String... pairs) {
    Map<String, String> values = new HashMap<>();
    values.put("lumaris.seller.identity-file", folder.resolve("seller.id").toString());
    for (int i = 0; i < pairs.length; i += 2) {
      values.put("lumaris.seller." + pairs[i], pairs[i + 1]);
    }
    return LiveSettings.of(SellerSettings.read(key -> Optional.ofNullable(values.get(key))));
  }

  private Path file() {
    return folder.resolve("seller.id.settings.json");
  }

  private static NodeChoices chosen(String text) {
    return NodeChoices.of(json(text));
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
      return reader.readObject();
    }
  }
}
