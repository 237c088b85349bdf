package io.lumaris.market;

import java.util.List;
import java.util.Map;

/**
 * What a job would cost at today's asks; amounts in micro-credits.
 *
 * @param timeoutS the time limit the price is for
 * @param price for the whole time limit; absent when nobody could run it
 * @param price10S for ten seconds
 * @param verified what it costs on one, two and three sellers, where there are so many
 * @param sellers who could run it
 * @param dropped how many of the others each rule leaves out: as docs/matching.md names it
 * @param budget what would be held, absent when it cannot be paid at all
 * @param available what the caller has
 * @param problem why it would be refused, absent when it would not
 */
public record Quote(
    int timeoutS,
    Prices price,
    @jakarta.json.bind.annotation.JsonbProperty("price_10_s") Prices price10S,
    List<Verified> verified,
    Sellers sellers,
    Map<String, Long> dropped,
    Long budget,
    long available,
    String problem) {

  /** Of all the sellers that could run it. */
  public record Prices(long lowest, long median, long highest) {}

  /**
   * The price of a choice of verify, for the whole time limit on each seller.
   *
   * @param lowest on the cheapest sellers
   * @param highest on the dearest
   */
  public record Verified(int verify, long lowest, long highest) {}

  /**
   * How many sellers.
   *
   * @param online are there
   * @param canRun could run it
   * @param canRunNow have room for it at this moment
   */
  public record Sellers(long online, long canRun, long canRunNow) {}
}
