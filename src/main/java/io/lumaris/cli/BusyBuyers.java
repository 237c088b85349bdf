package io.lumaris.cli;

import io.lumaris.job.JobSpec;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import io.lumaris.market.Submission;
import io.lumaris.market.SubmitAnswer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Buyers that keep the queue filled without flooding it: each submits as many jobs as there is room
 * for, up to {@value #AT_ONCE} in one call.
 */
final class BusyBuyers {
  static final int AT_ONCE = 16;

  private final AtomicLong failed = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Semaphore room;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Starts to submit.
   *
   * @param inFlight most jobs that may wait or run at once
   */
  BusyBuyers(BenchMarket market, int count, int inFlight) {
    this.room = new Semaphore(inFlight);
    for (int i = 0; i < count; i++) {
      Market buyer = market.account().market();
      Thread thread = new Thread(() -> buy(buyer), "buyer-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  long failed() {
    return failed.get();
  }

  /** Jobs that have ended make room for as many new ones. */
  void ended(int jobs) {
    room.release(jobs);
  }

  private void buy(Market market) {
    JobSpec spec = JobSpec.shell("lumaris/busybox", "true");
    try {
      while (!over.get()) {
        room.acquire();
        int jobs = 1;
        while (jobs < AT_ONCE && room.tryAcquire()) {
          jobs++;
        }
        submit(market, Collections.nCopies(jobs, new Submission(null, spec)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void submit(Market market, List<Submission> jobs) {
    int refused = jobs.size();
    try {
      List<SubmitAnswer> answers = market.submitAll(jobs);
      refused = (int) answers.stream().filter(answer -> answer.jobId() == null).count();
    } catch (MarketException e) {
      // counted below: none of them was taken
    }
    failed.addAndGet(refused);
    room.release(refused);
  }

  /** Ends them and returns when the last call has. */
  void stop() throws InterruptedException {
    over.set(true);
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
