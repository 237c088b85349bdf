package io.lumaris.seller;

import io.lumaris.execution.Assignment;
import io.lumaris.job.Ask;
import io.lumaris.job.Phase;
import io.lumaris.job.PullProgress;
import io.lumaris.job.Reason;
import io.lumaris.job.UsageSample;
import io.lumaris.market.FreeCapacity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What this node is doing, for its own console. Absent facts are {@code null}.
 *
 * @param state open, paused or draining
 * @param sentence in one sentence: what it does, or what stands in the way and what to do
 * @param connected whether the market answers
 * @param live whether work arrives by push; else the market is asked every 5 s
 * @param market the market's address
 * @param sellerId the id buyers know it by
 * @param name the name buyers see
 * @param ask the price the market knows of this node
 * @param engine version of the container engine, absent while it cannot be used
 * @param slots jobs at once
 * @param free what no job uses at the moment
 * @param running from the oldest to the newest
 * @param results the last 20, newest first
 * @param whyIdle why nothing comes, absent when something does
 * @param totals since this node started
 * @param health what has to be well for jobs to come and be run
 */
public record NodeStatus(
    String state,
    String sentence,
    boolean connected,
    boolean live,
    String market,
    UUID sellerId,
    String name,
    Ask ask,
    String engine,
    int slots,
    FreeCapacity free,
    List<Running> running,
    List<Result> results,
    String whyIdle,
    Totals totals,
    List<Check> health,
    Instant startedAt,
    Instant now) {

  /**
   * How the node reaches the market.
   *
   * @param market its address
   * @param live whether pushes arrive
   */
  record Link(String market, boolean live) {}

  /**
   * One thing that has to be well.
   *
   * @param name engine, registry, disk, clock or connection
   * @param well absent while it is not known
   * @param sentence how it is; when it is not well, with what to do
   */
  public record Check(String name, Boolean well, String sentence) {}

  /**
   * An attempt under way.
   *
   * @param since when the phase began
   * @param usage how it fared in the last minute, from the oldest to the newest
   */
  public record Running(
      UUID jobId,
      UUID attemptId,
      int number,
      String image,
      Double cpus,
      Integer memoryMb,
      Phase phase,
      Instant since,
      PullProgress progress,
      List<UsageSample> usage) {

    static Running of(
        Assignment running,
        Phase phase,
        Instant since,
        PullProgress progress,
        List<UsageSample> usage) {
      return new Running(
          running.jobId(),
          running.attemptId(),
          running.number(),
          running.spec().image(),
          running.spec().cpus(),
          running.spec().memoryMb(),
          phase,
          since,
          progress,
          usage);
    }
  }

  /**
   * An attempt that ended.
   *
   * @param reason absent on success
   */
  public record Result(
      UUID jobId,
      UUID attemptId,
      String image,
      Reason reason,
      Integer exitCode,
      String detail,
      Long runMs,
      Instant endedAt) {}

  /**
   * Counts of attempts.
   *
   * @param claimed taken from the market, or found running after a restart
   * @param succeeded ended with exit code 0
   * @param failed ended otherwise, by the job's own doing
   * @param notDone given back, lost, or failed by this node's doing
   */
  public record Totals(long claimed, long succeeded, long failed, long notDone) {}
}
