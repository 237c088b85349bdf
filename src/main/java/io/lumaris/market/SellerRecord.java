package io.lumaris.market;

/**
 * What the market knows of a seller, from its latest attempts; fields as in docs/wire.md.
 *
 * @param attempts that count: succeeded, failed and lost together
 * @param succeeded programs that ended, well or by the buyer's doing
 * @param failed attempts that ended by the seller's doing
 * @param lost leases that ran out
 * @param givenBack attempts given back in order, which count for nothing
 * @param successRate share of succeeded in attempts; absent when there are none
 * @param successLow lower end of its 95 % interval
 * @param successHigh upper end of it
 * @param agreed checked results that agreed with the others
 * @param disagreed checked results that did not
 * @param trusted whether it gets jobs at all
 * @param expectedSuccess the market's estimate of a correct result, by docs/matching.md
 * @param startMs median milliseconds from taking a job to its program's start
 * @param overheadMs median milliseconds the market saw beyond the program's own time
 * @param stars mean of the buyers' ratings that count; absent when there are none
 * @param raters buyers whose ratings count
 */
public record SellerRecord(
    int attempts,
    int succeeded,
    int failed,
    int lost,
    int givenBack,
    Double successRate,
    Double successLow,
    Double successHigh,
    int agreed,
    int disagreed,
    boolean trusted,
    Double expectedSuccess,
    Integer startMs,
    Integer overheadMs,
    Double stars,
    int raters) {}
