package io.lumaris.cli;

import io.lumaris.local.Database;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a claim costs more when more jobs wait. */
@Command(
    name = "claims",
    description =
        "Times a claim in the market's database with few and with many jobs waiting, of 50 sizes.")
final class BenchClaimsCommand implements Callable<Integer> {
  private static final int SHAPES = 50;
  private static final int WARM_UP = 50;
  private static final UUID BUYER = UUID.randomUUID();
  private static final UUID SELLER = UUID.randomUUID();
  private static final String SPEC =
      "{\"image\": \"lumaris/busybox\", \"command\": \"true\", \"timeout_s\": 600, \"queue_timeout_s\": 3600,"
          + " \"max_attempts\": 3, \"priority\": 1, \"retry_on_exit_code\": false}";

  @Spec private CommandSpec spec;

  @Option(
      names = "--queued",
      split = ",",
      defaultValue = "100,1000,10000,100000",
      description = "How many jobs wait. Default: ${DEFAULT-VALUE}")
  private List<Integer> queued;

  @Option(
      names = "--claims",
      defaultValue = "400",
      description = "Measured claims of each. Default: ${DEFAULT-VALUE}")
  private int claims;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (BenchStack stack = BenchStack.start(new BenchOptions(), false)) {
      stack.describe(out);
      Table table = new Table("jobs waiting, of 50 sizes", "p50 ms", "p95 ms", "ratio of p50");
      double first = 0;
      try (Connection connection = prepared(stack.database())) {
        for (int jobs : queued) {
          fill(connection, jobs);
          double[] took = time(connection);
          first = first == 0 ? took[took.length / 2] : first;
          table.row(
              Integer.toString(jobs),
              figure(took[took.length / 2]),
              figure(took[took.length * 95 / 100]),
              figure(took[took.length / 2] / first));
        }
      }
      table.print(out);
      out.println();
    }
    return ExitCodes.DONE;
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static Connection prepared(Database database) throws SQLException {
    Connection connection = database.dataSource().getConnection();
    connection.setAutoCommit(false);
    run(
        connection,
        "select lumaris.seller_update(?, '{\"slots\": 64, \"cpus\": 1000, \"memory_mb\": 1000000, \"isolation\": [\"runc\"]}')",
        SELLER);
    run(
        connection,
        "with made as (insert into lumaris.shape (cpus, memory_mb)"
            + " select 1, 64 + 8 * n from generate_series(1, ?) n returning 1) select count(*) from made",
        SHAPES);
    connection.commit();
    return connection;
  }

  /** Brings the queue to so many jobs, spread over all sizes. */
  private static void fill(Connection connection, int jobs) throws SQLException {
    run(connection, "with gone as (delete from lumaris.job returning 1) select count(*) from gone");
    run(
        connection,
        "with made as (insert into lumaris.job (buyer_id, client_token, shape_id, spec, rank, queue_deadline)"
            + " select ?, n::text, s.id, ?::jsonb || jsonb_build_object('cpus', s.cpus, 'memory_mb', s.memory_mb),"
            + "        n, now() + interval '1 day'"
            + " from generate_series(1, ?) n join (select *, row_number() over (order by id) as nr from lumaris.shape) s"
            + "   on s.nr = 1 + n % ? returning 1) select count(*) from made",
        BUYER,
        SPEC,
        jobs,
        SHAPES);
    run(
        connection,
        "update lumaris.seller set ask = row(0, 0, 0)::lumaris.ask where id = ? returning 1",
        SELLER);
    connection.commit();
    connection.setAutoCommit(true);
    run(connection, "select 1");
    try (var statement = connection.createStatement()) {
      statement.execute("vacuum analyze lumaris.job");
    }
    connection.setAutoCommit(false);
  }

  /** Milliseconds of each claim of one job, sorted; each is undone, so that the queue stays. */
  private double[] time(Connection connection) throws SQLException {
    double[] took = new double[claims];
    for (int i = -WARM_UP; i < claims; i++) {
      long begin = System.nanoTime();
      run(
          connection,
          "select answer from lumaris.job_claim(?, '{\"slots\": 64, \"cpus\": 1000, \"memory_mb\": 1000000}', 1)",
          SELLER);
      if (i >= 0) {
        took[i] = (System.nanoTime() - begin) / 1e6;
      }
      connection.rollback();
    }
    Arrays.sort(took);
    return took;
  }

  private static void run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new CommandFailure("The database answered nothing.", ExitCodes.FAILED);
        }
      }
    }
  }
}
