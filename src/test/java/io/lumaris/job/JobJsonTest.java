package io.lumaris.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobJsonTest {
  private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");

  @Test
  void aSpecIsWrittenInSnakeCaseAndWithoutWhatIsAbsent() {
    JobSpec spec =
        JobSpec.image("lumaris/busybox")
            .args(List.of("true"))
            .env(Map.of("A", "b"))
            .cpus(0.5)
            .memoryMb(64)
            .timeoutS(1)
            .retryOnExitCode(true)
            .build();

    assertThat(JobJson.jsonb().toJson(spec))
        .contains(
            "\"memory_mb\":64",
            "\"timeout_s\":1",
            "\"retry_on_exit_code\":true",
            "\"args\":[\"true\"]")
        .doesNotContain("null", "labels", "command");
  }

  @Test
  void aJobSurvivesTheWayThroughJson() {
    String wire =
        """
        {"id":"%s","seq":7,"buyer_id":"%s","state":"failed","reason":"exit_code","why":"Failed.","version":5,
         "spec":{"image":"a","command":"b"},"exit_code":3,"created_at":1700000000123,"unknown":{"x":1},
         "attempts":[{"id":"%s","number":1,"state":"lost","phase":"ended","reason":"seller_lost",
           "profile":{"runtime":"runc","tmpfs":{"/tmp":"rw"},"ulimits":{"nofile":1024}}}],
         "log":{"last_seq":10000012,"bytes":5120,"cut_bytes":0}}"""
            .formatted(ID, ID, ID);

    Job job = JobJson.jsonb().fromJson(wire, Job.class);

    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.reason()).isEqualTo(Reason.EXIT_CODE);
    assertThat(job.createdAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
    assertThat(job.attempts().get(0).state()).isEqualTo(AttemptState.LOST);
    assertThat(job.attempts().get(0).profile().ulimits()).containsEntry("nofile", 1024L);
    assertThat(JobJson.jsonb().fromJson(JobJson.jsonb().toJson(job), Job.class)).isEqualTo(job);
  }
}
