package io.lumaris.market;

import io.lumaris.job.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * An auction that a seller may bid in.
 *
 * @param closesAt when it closes, by the market's clock
 * @param price {@code first}: the winner gets its bid; {@code second}: what the second best is
 *     worth
 * @param lowestAsk what the cheapest other seller would stand for, in micro-credits for ten seconds
 *     or the time limit if that is shorter; absent when there is none
 * @param bid the caller's own, absent before
 * @param now the market's clock when this was told
 */
public record OpenAuction(
    UUID jobId,
    Instant closesAt,
    String image,
    double cpus,
    int memoryMb,
    int timeoutS,
    String price,
    Long lowestAsk,
    Ask bid,
    Instant now) {

  OpenAuction toldAt(Instant clock) {
    return new OpenAuction(
        jobId, closesAt, image, cpus, memoryMb, timeoutS, price, lowestAsk, bid, clock);
  }

  /** How long it was still open when this was told. */
  public Duration left() {
    return Duration.between(now, closesAt);
  }
}
