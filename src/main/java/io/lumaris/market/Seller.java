package io.lumaris.market;

import io.lumaris.job.Ask;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A seller as everybody sees it; memory in MB of 1,048,576 bytes.
 *
 * @param uptime share of each of the last seven days in which it was online, the oldest first; only
 *     in the list of sellers
 */
public record Seller(
    UUID id,
    String name,
    boolean online,
    String state,
    Double cpus,
    Integer memoryMb,
    Double freeCpus,
    Integer freeMemoryMb,
    Integer slots,
    Integer freeSlots,
    List<String> isolation,
    Long jobsDone,
    Ask ask,
    SellerRecord record,
    List<Double> uptime,
    Instant lastSeenAt) {}
