package io.lumaris.seller;

import io.lumaris.execution.Assignment;
import io.lumaris.job.LogStream;
import io.lumaris.job.Outcome;
import io.lumaris.market.MarketException;
import io.lumaris.market.ReceiptAnswer;
import io.lumaris.market.ReceiptFacts;
import io.lumaris.market.Receipts;
import io.lumaris.receipt.ReceiptClaims;
import io.lumaris.receipt.ReceiptKey;
import io.lumaris.receipt.Statement;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Signs a receipt for each attempt whose end the market has taken, and hands it over. One call at a
 * time; what becomes due meanwhile goes with the next. While the market is away it goes on trying.
 * Thread-safe; no method waits for the market.
 *
 * <p>It asks the market what it has of an attempt, signs that together with what only this node
 * knows, and signs nothing that contradicts what this node saw.
 */
final class ReceiptDesk {
  private static final System.Logger LOG = System.getLogger(ReceiptDesk.class.getName());

  /** Receipts of one call: with 3 KB each far below what a call may hold. */
  private static final int MOST = 32;

  private static final Duration NOT_FINAL_YET = Duration.ofSeconds(30);
  private static final Duration KEY_ENDED = Duration.ofHours(1);

  private final Receipts market;
  private final ReceiptKey key;
  private final ReceiptDrafts drafts;
  private final Workers workers;
  private final Backoff backoff = new Backoff();

  private boolean keyKnown; // only the one turn at a time looks

  private final Set<UUID> due = new LinkedHashSet<>(); // guarded by this, as all below
  private boolean busy;

  ReceiptDesk(Receipts market, ReceiptKey key, ReceiptDrafts drafts, Workers workers) {
    this.market = market;
    this.key = key;
    this.drafts = drafts;
    this.workers = workers;
  }

  /**
   * With the key and the drafts of the node whose identity is in this file: both are kept beside
   * it.
   *
   * @throws IllegalStateException with a sentence that names the file of the key and what to do
   */
  static ReceiptDesk beside(Path identityFile, Receipts market, Workers workers) {
    SecretFile file = new SecretFile(Path.of(identityFile + ".key"));
    String secret = file.readOrMake(() -> ReceiptKey.generate().toPrivateJwk());
    try {
      ReceiptKey key = ReceiptKey.parse(secret);
      Path folder = Path.of(identityFile + ".receipts");
      return new ReceiptDesk(market, key, new ReceiptDrafts(folder), workers);
    } catch (IllegalArgumentException e) {
      throw file.unusable("holds no key: delete it to sign receipts with a new one", e);
    }
  }

  /** Goes on with what an earlier life of this node owes. */
  void resume() {
    drafts.load(workers.now()).forEach(this::due);
  }

  void claimed(Assignment assignment) {
    Statement claimed =
        Statement.claimed(
            assignment.jobId(), assignment.attemptId(), assignment.number(), assignment.spec());
    drafts.keep(new ReceiptDraft(false, workers.now(), claimed));
  }

  /** To be called before the end is told to the market: from then on a receipt is owed. */
  void ended(UUID attempt, Outcome end, OutputDigests printed) {
    drafts
        .find(attempt)
        .ifPresent(
            draft ->
                drafts.keep(
                    new ReceiptDraft(
                        true,
                        draft.claimedAt(),
                        draft
                            .statement()
                            .ended(
                                end, printed.of(LogStream.STDOUT), printed.of(LogStream.STDERR)))));
  }

  /** The market knows the attempt's end, its own or that of this node. */
  void due(UUID attempt) {
    if (drafts.find(attempt).isPresent()) {
      synchronized (this) {
        due.add(attempt);
      }
      poke();
    }
  }

  private void poke() {
    synchronized (this) {
      if (busy || due.isEmpty()) {
        return;
      }
      busy = true;
    }
    long wait = backoff.waitNanos(workers.nanos());
    if (wait > 0) {
      workers.after(Duration.ofNanos(wait), this::turn);
    } else {
      workers.run(this::turn);
    }
  }

  private void turn() {
    try {
      registerKey();
      if (settle(next())) {
        backoff.succeeded();
      } else {
        backoff.failed(workers.nanos());
      }
    } catch (MarketException e) {
      failed(e);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Receipts could not be signed, it is tried again", e);
      backoff.failed(workers.nanos());
    }
    synchronized (this) {
      busy = false;
    }
    poke();
  }

  private synchronized List<UUID> next() {
    return due.stream().limit(MOST).toList();
  }

  private void registerKey() {
    if (!keyKnown) {
      market.register(key.publicKey());
      keyKnown = true;
    }
  }

  /** Whether the market took or refused all there was to hand over. */
  private boolean settle(List<UUID> attempts) {
    ReceiptFacts facts = market.facts(attempts);
    List<UUID> signedFor = new ArrayList<>();
    List<String> signed = new ArrayList<>();
    for (ReceiptAnswer answer : facts.answers()) {
      receipt(answer, facts.now())
          .ifPresent(
              receipt -> {
                signedFor.add(answer.attemptId());
                signed.add(receipt);
              });
    }
    return signed.isEmpty() || take(market.put(signed), signedFor.iterator());
  }

  /** The receipt to hand over, empty when there is none to be made, now or ever. */
  private Optional<String> receipt(ReceiptAnswer answer, Instant now) {
    UUID attempt = answer.attemptId();
    Optional<ReceiptDraft> draft = drafts.find(attempt);
    if (answer.refusedFor("not_final")) {
      later(attempt, NOT_FINAL_YET);
      return Optional.empty();
    }
    if (answer.refused() || draft.isEmpty() || !draft.get().ended()) {
      done(attempt);
      return Optional.empty();
    }
    Statement statement = draft.get().statement();
    String contradiction = statement.disagreesIn(answer.facts());
    if (contradiction != null) {
      LOG.log(
          Level.WARNING,
          "Attempt {0}: no receipt is signed, the market has another {1} than this node",
          attempt,
          contradiction);
      done(attempt);
      return Optional.empty();
    }
    return Optional.of(key.sign(ReceiptClaims.of(statement, answer.facts(), now)));
  }

  private boolean take(List<ReceiptAnswer> answers, Iterator<UUID> attempts) {
    for (ReceiptAnswer answer : answers) {
      UUID attempt = attempts.next();
      if (answer.refusedFor("key_unknown")) {
        keyKnown = false; // registered again before the next try
      } else {
        if (answer.refused() && !answer.refusedFor("receipt_exists")) {
          LOG.log(Level.WARNING, "Attempt {0}: no receipt: {1}", attempt, answer.message());
        }
        done(attempt);
      }
    }
    return keyKnown;
  }

  private void failed(MarketException e) {
    if (e.reason().equals("key_ended")) {
      LOG.log(
          Level.WARNING,
          "No receipts are signed: another node of this seller has another key. Give every node of"
              + " one seller the same key file, or delete this one's and restart it.");
      next().forEach(attempt -> later(attempt, KEY_ENDED));
      return;
    }
    boolean news = !e.retryable() && backoff.failures() == 0;
    LOG.log(news ? Level.WARNING : Level.DEBUG, "Receipts wait: {0}", e.getMessage());
    backoff.failed(workers.nanos());
  }

  private void done(UUID attempt) {
    synchronized (this) {
      due.remove(attempt);
    }
    drafts.forget(attempt);
  }

  private void later(UUID attempt, Duration wait) {
    synchronized (this) {
      due.remove(attempt);
    }
    workers.after(wait, () -> due(attempt));
  }
}
