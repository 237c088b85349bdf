package io.lumaris.cli;

import io.lumaris.job.JobSpecBuilder;
import java.util.List;
import picocli.CommandLine.Option;

/** Who may run a job and how that is decided: the options of {@code run} about sellers. */
final class SellerChoices {

  @Option(
      names = "--prefer",
      paramLabel = "WHAT",
      description =
          "Which of the free sellers goes first: best, cheapest, fastest or most_reliable. Default: best")
  private String prefer;

  @Option(
      names = "--seller",
      paramLabel = "NAME",
      description = "Only this seller may run it. Repeatable")
  private List<String> sellers;

  @Option(
      names = "--block-seller",
      paramLabel = "NAME",
      description = "This seller may not run it. Repeatable")
  private List<String> blockSellers;

  @Option(
      names = "--verify",
      paramLabel = "N",
      description = "Run it on 1, 2 or 3 different sellers and compare the results. Default: 1")
  private Integer verify;

  @Option(
      names = "--auction",
      paramLabel = "TIME",
      converter = Seconds.class,
      description = "Let sellers bid for it for so long, 2s to 60s")
  private Integer auctionS;

  @Option(
      names = "--auction-pick",
      paramLabel = "WHO",
      description = "Who chooses among the bids: best (the market) or buyer. Default: best")
  private String auctionPick;

  @Option(
      names = "--auction-price",
      paramLabel = "WHICH",
      description =
          "What the winner gets: first (its bid) or second (the second best's). Default: first")
  private String auctionPrice;

  @Option(
      names = "--auction-no-bids",
      paramLabel = "WHAT",
      description =
          "When nobody bids: asks (wait for a seller at its standing ask) or fail. Default: asks")
  private String auctionNoBids;

  JobSpecBuilder into(JobSpecBuilder spec) {
    return spec.prefer(prefer)
        .sellers(sellers)
        .blockSellers(blockSellers)
        .verify(verify)
        .auctionS(auctionS)
        .auctionPick(auctionPick)
        .auctionPrice(auctionPrice)
        .auctionNoBids(auctionNoBids);
  }
}
