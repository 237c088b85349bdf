package io.lumaris.cli;

import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.market.JobChanged;
import io.lumaris.market.JobQuery;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import io.lumaris.market.MarketListener;
import io.lumaris.market.MarketWatcher;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** What the buyer's prompt understands, and what it says when a job ends. */
final class BuyerPrompt implements AutoCloseable, MarketListener {
  private static final int SHOWN = 20;
  private static final int PAGE = 1000;
  private static final int POLL_MS = 5000;
  private static final String HELP =
      """
      submit IMAGE COMMAND   sends a job; COMMAND runs as sh -c
      list                   your newest jobs
      job ID                 everything about one
      logs ID                its output so far
      cancel ID              cancels it
      help, quit\
      """;

  private final Market market;
  private final MarketWatcher watcher;
  private final Consumer<String> screen;
  private final Set<UUID> open = new HashSet<>(); // own jobs that are not final; guarded by itself

  BuyerPrompt(MarketConnection connection, Consumer<String> screen) {
    this.market = connection.market();
    this.screen = screen;
    this.watcher = connection.watcher(this);
  }

  /** Signs in, so that a wrong address or key is said before anything is typed. */
  void greet() {
    long sellers = market.sellers().stream().filter(seller -> seller.online()).count();
    watcher.asBuyer().connect().exceptionally(ended -> null); // ended() says it
    screen.accept(sellers + " sellers are online. Type help for what you can do.");
  }

  /** Does one line; false when it was the last. */
  boolean obey(String line) {
    String[] words = line.strip().split("\\s+", 3);
    try {
      switch (words[0].toLowerCase(Locale.ROOT)) {
        case "" -> {}
        case "submit" -> submit(words);
        case "list" -> list();
        case "job" -> show(named(words));
        case "logs" -> logs(named(words));
        case "cancel" -> screen.accept(market.cancel(named(words)).job().why());
        case "help" -> screen.accept(HELP);
        case "quit", "exit" -> {
          return false;
        }
        default -> screen.accept("There is no " + words[0] + " here. " + HELP);
      }
    } catch (MarketException | CommandFailure e) {
      screen.accept(e.getMessage());
    }
    return true;
  }

  private UUID named(String[] words) {
    if (words.length < 2) {
      throw new CommandFailure("Which job? Give its id or the first characters of it.");
    }
    return JobFinder.find(market, words[1]);
  }

  private void submit(String[] words) {
    if (words.length < 3) {
      throw new CommandFailure("Say it like this: submit lumaris/busybox echo hello");
    }
    Job job = market.submit(UUID.randomUUID().toString(), JobSpec.shell(words[1], words[2])).job();
    synchronized (open) {
      open.add(job.id());
    }
    screen.accept(JobText.shortId(job) + " " + job.why());
    lookAt(job.id()); // it may have ended before it was in the set
  }

  private void list() {
    StringWriter text = new StringWriter();
    JobText.list(
        market.jobs(new JobQuery(null, null, null, SHOWN, null)).jobs(),
        Instant.now(),
        new PrintWriter(text, true));
    screen.accept(text.toString().stripTrailing());
  }

  private void show(UUID jobId) {
    StringWriter text = new StringWriter();
    JobText.describe(market.job(jobId), new PrintWriter(text, true));
    screen.accept(text.toString().stripTrailing());
  }

  private void logs(UUID jobId) {
    StringBuilder text = new StringBuilder();
    market.logs(jobId, 0, PAGE).chunks().forEach(chunk -> text.append(chunk.text()));
    screen.accept(text.isEmpty() ? "(nothing printed so far)" : text.toString().stripTrailing());
  }

  @Override
  public void jobChanged(JobChanged changed) {
    if (changed.state().isFinal()) {
      lookAt(changed.jobId());
    }
  }

  @Override
  public void lookAgain() {
    Set<UUID> all;
    synchronized (open) {
      all = Set.copyOf(open);
    }
    all.forEach(this::lookAt);
  }

  @Override
  public void ended(MarketException failure) {
    screen.accept(failure.getMessage());
  }

  private void lookAt(UUID jobId) {
    Job job;
    try {
      job = market.job(jobId);
    } catch (MarketException e) {
      return; // the next push, reconnect or poll looks again
    }
    boolean news;
    synchronized (open) {
      news = job.state().isFinal() && open.remove(jobId);
    }
    if (news) {
      screen.accept(JobText.shortId(job) + " " + job.why());
      logs(jobId);
      synchronized (open) {
        open.notifyAll();
      }
    }
  }

  /** Blocks until every job submitted here is final. */
  void awaitOwnJobs() throws InterruptedException {
    while (true) {
      synchronized (open) {
        if (open.isEmpty()) {
          return;
        }
        open.wait(POLL_MS);
      }
      lookAgain();
    }
  }

  @Override
  public void close() {
    watcher.close();
  }
}
