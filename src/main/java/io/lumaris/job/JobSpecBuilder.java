package io.lumaris.job;

import java.util.List;
import java.util.Map;

/** A {@link JobSpec} in the making; what is not set is left to the market's defaults. */
public final class JobSpecBuilder {
  private String image;
  private String command;
  private List<String> args;
  private Map<String, String> env;
  private Map<String, String> labels;
  private Double cpus;
  private Integer memoryMb;
  private Integer timeoutS;
  private Integer queueTimeoutS;
  private Integer maxAttempts;
  private Integer priority;
  private Boolean retryOnExitCode;
  private Long budget;
  private String prefer;
  private List<String> sellers;
  private List<String> blockSellers;
  private Integer verify;
  private Integer auctionS;
  private String auctionPick;
  private String auctionPrice;
  private String auctionNoBids;

  JobSpecBuilder() {}

  public JobSpecBuilder image(String value) {
    image = value;
    return this;
  }

  public JobSpecBuilder command(String value) {
    command = value;
    return this;
  }

  public JobSpecBuilder args(List<String> value) {
    args = value;
    return this;
  }

  public JobSpecBuilder env(Map<String, String> value) {
    env = value;
    return this;
  }

  public JobSpecBuilder labels(Map<String, String> value) {
    labels = value;
    return this;
  }

  public JobSpecBuilder cpus(Double value) {
    cpus = value;
    return this;
  }

  public JobSpecBuilder memoryMb(Integer value) {
    memoryMb = value;
    return this;
  }

  public JobSpecBuilder timeoutS(Integer value) {
    timeoutS = value;
    return this;
  }

  public JobSpecBuilder queueTimeoutS(Integer value) {
    queueTimeoutS = value;
    return this;
  }

  public JobSpecBuilder maxAttempts(Integer value) {
    maxAttempts = value;
    return this;
  }

  public JobSpecBuilder priority(Integer value) {
    priority = value;
    return this;
  }

  public JobSpecBuilder retryOnExitCode(Boolean value) {
    retryOnExitCode = value;
    return this;
  }

  public JobSpecBuilder budget(Long value) {
    budget = value;
    return this;
  }

  public JobSpecBuilder prefer(String value) {
    prefer = value;
    return this;
  }

  public JobSpecBuilder sellers(List<String> value) {
    sellers = value;
    return this;
  }

  public JobSpecBuilder blockSellers(List<String> value) {
    blockSellers = value;
    return this;
  }

  public JobSpecBuilder verify(Integer value) {
    verify = value;
    return this;
  }

  public JobSpecBuilder auctionS(Integer value) {
    auctionS = value;
    return this;
  }

  public JobSpecBuilder auctionPick(String value) {
    auctionPick = value;
    return this;
  }

  public JobSpecBuilder auctionPrice(String value) {
    auctionPrice = value;
    return this;
  }

  public JobSpecBuilder auctionNoBids(String value) {
    auctionNoBids = value;
    return this;
  }

  public JobSpec build() {
    return new JobSpec(
        image,
        command,
        args,
        env,
        labels,
        cpus,
        memoryMb,
        timeoutS,
        queueTimeoutS,
        maxAttempts,
        priority,
        retryOnExitCode,
        budget,
        prefer,
        sellers,
        blockSellers,
        verify,
        auctionS,
        auctionPick,
        auctionPrice,
        auctionNoBids);
  }
}
