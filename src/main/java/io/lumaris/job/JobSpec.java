package io.lumaris.job;

import java.util.List;
import java.util.Map;

/**
 * What a buyer wants run. Every field but {@code image} may be absent ({@code null}); the market
 * fills in the defaults of limits.json and stores the complete spec.
 *
 * @param image image name, by tag or digest
 * @param command shell command, run as {@code /bin/sh -c} in place of the image's entrypoint
 * @param args program arguments passed to the image's entrypoint; not together with command
 * @param env environment variables
 * @param labels the buyer's own labels, for filtering
 * @param cpus CPU cores
 * @param memoryMb memory in MB of 1,048,576 bytes, swap included
 * @param timeoutS seconds the program may run
 * @param queueTimeoutS seconds the job may wait for a seller
 * @param maxAttempts how many sellers may try it
 * @param priority weight in the fair queue
 * @param retryOnExitCode whether a non-zero exit code is tried again
 * @param budget the most the job may cost, in micro-credits
 * @param prefer which seller is best: best, cheapest, fastest or most_reliable
 * @param sellers names or ids of the only sellers that may have it
 * @param blockSellers names or ids of sellers that may not have it
 * @param verify how many sellers run it, whose results are compared
 * @param auctionS seconds for which sellers may bid; absent: no auction
 * @param auctionPick who chooses among the bids: best (the market, by score) or buyer
 * @param auctionPrice what the winner gets: first (its bid) or second (the second best's)
 * @param auctionNoBids what comes of an auction without bids: asks (the queue) or fail
 */
public record JobSpec(
    String image,
    String command,
    List<String> args,
    Map<String, String> env,
    Map<String, String> labels,
    Double cpus,
    Integer memoryMb,
    Integer timeoutS,
    Integer queueTimeoutS,
    Integer maxAttempts,
    Integer priority,
    Boolean retryOnExitCode,
    Long budget,
    String prefer,
    List<String> sellers,
    List<String> blockSellers,
    Integer verify,
    Integer auctionS,
    String auctionPick,
    String auctionPrice,
    String auctionNoBids) {

  /** A job with the market's defaults for all but its image. */
  public static JobSpecBuilder image(String image) {
    return new JobSpecBuilder().image(image);
  }

  /** A job with a shell command and the market's defaults for all else. */
  public static JobSpec shell(String image, String command) {
    return image(image).command(command).build();
  }

  /** The same job, to be changed. */
  public JobSpecBuilder change() {
    return new JobSpecBuilder()
        .image(image)
        .command(command)
        .args(args)
        .env(env)
        .labels(labels)
        .cpus(cpus)
        .memoryMb(memoryMb)
        .timeoutS(timeoutS)
        .queueTimeoutS(queueTimeoutS)
        .maxAttempts(maxAttempts)
        .priority(priority)
        .retryOnExitCode(retryOnExitCode)
        .budget(budget)
        .prefer(prefer)
        .sellers(sellers)
        .blockSellers(blockSellers)
        .verify(verify)
        .auctionS(auctionS)
        .auctionPick(auctionPick)
        .auctionPrice(auctionPrice)
        .auctionNoBids(auctionNoBids);
  }
}
