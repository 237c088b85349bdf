package io.lumaris.buyer;

import io.lumaris.job.Job;
import io.lumaris.job.JobJson;
import io.lumaris.job.LogChunk;
import io.lumaris.job.UsageSample;
import io.lumaris.market.JobPage;
import io.lumaris.market.UsagePushed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the portal says on {@code /live}, as the text that is sent; docs/wire.md has each. */
final class LiveMessage {

  private LiveMessage() {}

  public record Jobs(String type, List<Job> jobs, Map<String, Long> counts) {}

  public record OneJob(String type, Job job) {}

  public record Deleted(String type, UUID jobId) {}

  public record Log(
      String type,
      UUID jobId,
      List<LogChunk> chunks,
      long lastSeq,
      long cutBytes,
      @jakarta.json.bind.annotation.JsonbProperty("final") boolean ended) {}

  public record JobUsage(String type, UUID jobId, int attempt, List<UsageSample> samples) {}

  public record MarketState(String type, boolean connected, String detail) {}

  public record Refused(String type, String reason, String detail, UUID jobId) {}

  public record Pong(String type, Instant now) {}

  static String jobs(JobPage page) {
    return text(new Jobs("jobs", page.jobs(), page.counts()));
  }

  static String job(Job job) {
    return text(new OneJob("job", job));
  }

  static String deleted(UUID jobId) {
    return text(new Deleted("job_deleted", jobId));
  }

  static String log(UUID jobId, LogTail.News news) {
    return text(
        new Log("log", jobId, news.chunks(), news.lastSeq(), news.cutBytes(), news.ended()));
  }

  static String usage(UsagePushed push) {
    return text(new JobUsage("usage", push.jobId(), push.attempt(), push.samples()));
  }

  static String connected() {
    return text(new MarketState("market", true, null));
  }

  /**
   * Live updates pause.
   *
   * @param detail what stands in the way, for a person
   */
  static String disconnected(String detail) {
    return text(new MarketState("market", false, detail));
  }

  /**
   * Something could not be done.
   *
   * @param jobId the job it is about, {@code null} when it is none
   */
  static String error(String reason, String detail, UUID jobId) {
    return text(new Refused("error", reason, detail, jobId));
  }

  static String pong(Instant now) {
    return text(new Pong("pong", now));
  }

  private static String text(Object message) {
    return JobJson.jsonb().toJson(message);
  }
}
