package io.lumaris.market;

import io.lumaris.job.Ask;
import java.util.List;

/**
 * What a seller has to offer.
 *
 * @param cpus CPU cores
 * @param memoryMb memory for jobs in MB
 * @param slots jobs at once
 * @param isolation container runtimes, for example runc, runsc
 * @param engine version of the container engine
 * @param state open, paused or draining
 * @param name the name to show, absent for one the market makes
 * @param ask its price, absent to leave it as it is: at first the market's usual one
 * @param filters what it refuses, absent to leave that as it is
 */
public record SellerOffer(
    double cpus,
    int memoryMb,
    int slots,
    List<String> isolation,
    String engine,
    String state,
    String name,
    Ask ask,
    SellerFilters filters) {}
