package io.lumaris.market;

import java.util.Map;

/**
 * What a job would cost at today's asks; amounts in micro-credits.
 *
 * @param timeoutS the time limit the price is for
 * @param price for the whole time limit; absent when nobody could run it
 * @param price10S for ten seconds
 * @param sellers who could run it
 * @param dropped how many of the others each rule leaves out: closed, isolation, cpus, memory,
 *     price
 * @param budget what would be held, absent when it cannot be paid at all
 * @param available what the caller has
 * @param problem why it would be refused, absent when it would not
 */
public record Quote(
    int timeoutS,
    Prices price,
    @jakarta.json.bind.annotation.JsonbProperty("price_10_s") Prices price10S,
    Sellers sellers,
    Map<String, Long> dropped,
    Long budget,
    long available,
    String problem) {

  /** Of all the sellers that could run it. */
  public record Prices(long lowest, long median, long highest) {}

  /**
   * How many sellers.
   *
   * @param online are there
   * @param canRun could run it
   * @param canRunNow have room for it at this moment
   */
  public record Sellers(long online, long canRun, long canRunNow) {}
}
