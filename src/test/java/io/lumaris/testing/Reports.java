package io.lumaris.testing;

import io.lumaris.job.LogChunk;
import io.lumaris.job.Outcome;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.AttemptReport.Start;
import io.lumaris.market.Lease;
import io.lumaris.market.Market;
import io.lumaris.market.ReportAnswer;
import java.util.List;

/** One thing at a time about one attempt, as tests tell it. */
public final class Reports {
  private Reports() {}

  /** Tells the market; a refusal is thrown. */
  public static ReportAnswer tell(Market market, AttemptReport report) {
    ReportAnswer answer = market.report(List.of(report), null, 0).answers().get(0);
    answer
        .refusal()
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    return answer;
  }

  public static AttemptReport started(Lease lease, String imageDigest) {
    return AttemptReport.of(lease, new Start(imageDigest, null), null, null);
  }

  public static AttemptReport printed(Lease lease, LogChunk... chunks) {
    return AttemptReport.of(lease, null, List.of(chunks), null);
  }

  public static AttemptReport ended(Lease lease, Outcome outcome) {
    return AttemptReport.of(lease, null, null, outcome);
  }
}
