package io.lumaris.buyer;

import io.lumaris.job.Ids;
import io.lumaris.job.JobJson;
import io.lumaris.job.JobState;
import io.lumaris.market.MarketException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a client wrote in an address, as values; what it cannot mean is refused by name. */
final class Asked {
  private Asked() {}

  /** The id of a job; a text that is none is the id of no job. */
  static UUID job(String id) {
    return idOf("job_not_found", "You have no job with this id.", id);
  }

  /** The id of a seller; a text that is none is the id of no seller. */
  static UUID seller(String id) {
    return idOf("seller_not_found", "There is no seller with this id.", id);
  }

  private static UUID idOf(String reason, String sentence, String id) {
    return Ids.read(id).orElseThrow(() -> new MarketException(reason, null, sentence, false, null));
  }

  /** An id that must be one. */
  static UUID id(String name, String id) {
    return Ids.read(id)
        .orElseThrow(
            () ->
                wrong(
                    name,
                    id == null
                        ? "is missing: give a UUID"
                        : "must be a UUID, you sent " + shown(id),
                    null));
  }

  /** The states to list, repeated or separated by commas; {@code null} for all. */
  static List<JobState> states(List<String> words) {
    List<JobState> states =
        words.stream()
            .flatMap(word -> Arrays.stream(word.split(",")))
            .filter(word -> !word.isBlank())
            .map(word -> state(word.strip()))
            .distinct()
            .toList();
    return states.isEmpty() ? null : states;
  }

  /** A text of the query; {@code null} for one that filters nothing. */
  static String unlessBlank(String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** A whole number of the query. */
  static int between(String name, String text, int least, int most) {
    return (int) between(name, text, (long) least, most);
  }

  /** A whole number of the query. */
  static long between(String name, String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, "must be a whole number, you sent " + shown(text), e);
    }
    throw wrong(
        name, "must be between " + least + " and " + most + ", you sent " + shown(text), null);
  }

  private static JobState state(String word) {
    return Arrays.stream(JobState.values())
        .filter(state -> JobJson.word(state).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "state",
                    "must be one of "
                        + Arrays.stream(JobState.values())
                            .map(JobJson::word)
                            .collect(Collectors.joining(", "))
                        + ", you sent "
                        + shown(word),
                    null));
  }

  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static MarketException wrong(String field, String sentence, Exception cause) {
    return new MarketException("invalid_request", field, sentence, false, cause);
  }
}
