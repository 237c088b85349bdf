package io.lumaris.cli;

import io.lumaris.job.Job;
import io.lumaris.job.JobJson;
import io.lumaris.job.LogChunk;
import io.lumaris.job.LogStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the output and the changes of a followed job go. */
interface JobOutput {

  void chunk(LogChunk chunk);

  void change(Job job);

  /** The job is final and all its output was shown. */
  void end(Job job);

  /**
   * The program's output on the same streams here, and what the market says on stderr.
   *
   * @param quiet leaves out what the market says, except why a job failed otherwise than by itself
   */
  static JobOutput plain(boolean quiet) {
    return new Plain(quiet);
  }

  /** One JSON object per line: {@code {"type":"log",…}}, {@code {"type":"job",…}}. */
  static JobOutput json(PrintStream out) {
    return new Json(out);
  }

  /** See {@link #plain}. */
  final class Plain implements JobOutput {
    private final boolean quiet;
    private String lastWhy = "";
    private boolean midLine;

    private Plain(boolean quiet) {
      this.quiet = quiet;
    }

    @Override
    public void chunk(LogChunk chunk) {
      PrintStream to = chunk.stream() == LogStream.STDOUT ? System.out : System.err;
      byte[] bytes = chunk.text().getBytes(StandardCharsets.UTF_8);
      to.write(bytes, 0, bytes.length);
      to.flush();
      midLine = !chunk.text().endsWith("\n");
    }

    @Override
    public void change(Job job) {
      if (!quiet && !job.state().isFinal()) {
        say(job.why());
      }
    }

    @Override
    public void end(Job job) {
      boolean programItself = job.exitCode() != null && job.exitCode() == 0;
      if (!programItself) {
        say(job.why());
      }
    }

    private void say(String why) {
      if (!why.equals(lastWhy)) {
        lastWhy = why;
        System.err.println((midLine ? "\n" : "") + "lumaris: " + why);
        midLine = false;
      }
    }
  }

  /** See {@link #json}. */
  final class Json implements JobOutput {
    private final PrintStream out;

    private Json(PrintStream out) {
      this.out = out;
    }

    @Override
    public void chunk(LogChunk chunk) {
      print("log", "chunk", chunk);
    }

    @Override
    public void change(Job job) {
      if (!job.state().isFinal()) {
        print("job", "job", job);
      }
    }

    @Override
    public void end(Job job) {
      print("job", "job", job);
    }

    private void print(String type, String name, Object value) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("type", type);
      line.put(name, value);
      out.println(JobJson.jsonb().toJson(line));
      out.flush();
    }
  }
}
