package io.lumaris.market;

import static io.lumaris.market.SqlMarket.claims;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Plays steps on the market and on the model at once, with accounts and jobs of its own. */
final class MoneyRun {
  private final MarketSql sql;
  private final SqlMarket market;
  private final SqlMoney money;
  private final MoneyModel model = new MoneyModel();
  private final Map<MoneyModel.Purse, UUID> accounts = new LinkedHashMap<>();
  private final Map<MoneyModel.Job, UUID> ids = new HashMap<>();
  private final Map<MoneyModel.Job, SqlMarket.Held> held = new HashMap<>();
  private final Map<MoneyModel.Job, JsonObject> reports = new HashMap<>();
  private final long feesBefore;

  MoneyRun(MarketSql sql, SqlMarket market, SqlMoney money) {
    this.sql = sql;
    this.market = market;
    this.money = money;
    sql.update("update lumaris.seller set state = 'paused'");
    market.makeNoOffers(); // the model lets every seller take every job
    market.makeNoChecks();
    feesBefore = money.fees();
    for (long given : List.of(60_000L, 1_500L)) {
      MoneyModel.Purse purse = new MoneyModel.Purse(given);
      model.buyers.add(purse);
      accounts.put(purse, money.accountWith(given));
    }
    for (MoneyModel.Seller seller :
        List.of(new MoneyModel.Seller(10, 36_000), new MoneyModel.Seller(300, 3_600_000))) {
      model.sellers.add(seller);
      accounts.put(seller, money.sellerAsking(seller.start, seller.cpuHour, 0));
    }
  }

  /** Plays them all and ends what is left; fails where market and model part. */
  void play(List<MoneyStep> steps) {
    for (MoneyStep step : steps) {
      play(step);
      compare(step);
    }
    for (MoneyModel.Job job : List.copyOf(model.jobs)) {
      cancel(job);
    }
    compare(null);
    money.check();
  }

  private void play(MoneyStep step) {
    switch (step.kind()) {
      case SUBMIT -> submit(pick(model.buyers, step.which()), step);
      case SUBMIT_AGAIN -> job(step, MoneyRun::isAny).ifHere(this::submitAgain);
      case CLAIM -> claim(pick(model.sellers, step.which()));
      case START -> job(step, job -> job.state.equals("assigned")).ifHere(this::start);
      case FINISH -> job(step, MoneyRun::isUnderWay).ifHere(job -> finish(job, step));
      case FINISH_AGAIN -> job(step, reports::containsKey).ifHere(this::finishAgain);
      case CANCEL -> job(step, MoneyRun::isAny).ifHere(this::cancel);
      case LOSE -> job(step, MoneyRun::isUnderWay).ifHere(this::lose);
      case TIME_OUT -> job(step, job -> job.state.equals("queued")).ifHere(this::timeOut);
      case DELETE -> job(step, MoneyModel.Job::isFinal).ifHere(this::delete);
      case TOP_UP -> topUp(pick(model.buyers, step.which()));
      case PAYOUT -> payOut(pick(List.copyOf(accounts.keySet()), step.which()), step.how());
      case CRASH -> job(step, MoneyRun::isUnderWay).ifHere(job -> crash(job, step));
    }
  }

  private void submit(MoneyModel.Purse buyer, MoneyStep step) {
    long budget = step.budget();
    boolean retried = step.retried();
    Reply reply =
        market.submit(accounts.get(buyer), UUID.randomUUID().toString(), spec(budget, retried));
    if (budget > buyer.available) {
      assertThat(reply.reason()).isEqualTo("insufficient_funds");
      return;
    }
    MoneyModel.Job job = model.new Job(buyer, budget, retried);
    model.jobs.add(job);
    ids.put(job, UUID.fromString(reply.job().getString("id")));
  }

  private static JsonObject spec(long budget, boolean retried) {
    return Json.createObjectBuilder(SqlMarket.spec())
        .add("max_attempts", 2)
        .add("retry_on_exit_code", retried)
        .add("budget", budget)
        .build();
  }

  private void submitAgain(MoneyModel.Job job) {
    String token = sql.text("select client_token from lumaris.job where id = ?", ids.get(job));
    Reply reply = market.submit(accounts.get(job.buyer), token, spec(job.budget, job.retried));
    assertThat(reply.ok().getBoolean("created")).isFalse();
  }

  private void claim(MoneyModel.Seller seller) {
    List<MoneyModel.Job> fitting =
        model.jobs.stream().filter(job -> job.mayBeTakenBy(seller)).toList();
    List<JsonObject> taken = claims(market.claim(accounts.get(seller), 1));
    assertThat(taken).hasSize(Math.min(1, fitting.size()));
    for (JsonObject claim : taken) {
      SqlMarket.Held one = SqlMarket.Held.of(accounts.get(seller), claim);
      MoneyModel.Job job =
          fitting.stream().filter(f -> ids.get(f).equals(one.job())).findFirst().orElseThrow();
      job.taken(seller);
      held.put(job, one);
      reports.remove(job);
      assertThat(claim.getInt("stop_after_s") * 1_000L).isEqualTo(job.stopAfterMs);
    }
  }

  private void start(MoneyModel.Job job) {
    market.start(held.get(job)).ok();
    money.letRun(held.get(job), 3_600_000);
    job.started();
  }

  private void finish(MoneyModel.Job job, MoneyStep step) {
    String reason = step.reason();
    long measured = step.measuredMs();
    reports.put(job, step.outcome());
    market.finish(held.get(job), reports.get(job)).ok();
    job.attemptEnded(reason, measured);
  }

  /** The database crashes while a seller tells the end, which the seller then tells again. */
  private void crash(MoneyModel.Job job, MoneyStep step) {
    sql.crashDuring(() -> market.finish(held.get(job), step.outcome()));
    finish(job, step);
  }

  private void finishAgain(MoneyModel.Job job) {
    market.finish(held.get(job), reports.get(job)).ok();
  }

  private void cancel(MoneyModel.Job job) {
    boolean changed =
        market.cancel(accounts.get(job.buyer), ids.get(job)).ok().getBoolean("changed");
    assertThat(changed).isEqualTo(!job.isFinal());
    if (isUnderWay(job)) {
      job.attemptEnded("cancelled_by_buyer", -1);
    } else if (changed) {
      job.ended("cancelled");
    }
  }

  private void lose(MoneyModel.Job job) {
    market.letLeaseRunOut(held.get(job));
    market.sweep().ok();
    job.attemptEnded("seller_lost", -1);
  }

  private void timeOut(MoneyModel.Job job) {
    sql.update("update lumaris.job set queue_deadline = now() where id = ?", ids.get(job));
    market.sweep().ok();
    job.ended("failed");
  }

  private void delete(MoneyModel.Job job) {
    sql.call("job_delete(?, ?)", accounts.get(job.buyer), ids.get(job)).ok();
    model.jobs.remove(job);
    reports.remove(job);
  }

  private void topUp(MoneyModel.Purse purse) {
    UUID payment = UUID.randomUUID();
    for (int i = 0; i < 2; i++) { // the second one is a duplicate
      sql.call("top_up(?, 700, ?, null)", accounts.get(purse), payment).ok();
    }
    purse.available += 700;
  }

  private void payOut(MoneyModel.Purse purse, int how) {
    Reply asked = sql.call("payout_request(?, 400, null, null)", accounts.get(purse));
    if (purse.available < 400) {
      assertThat(asked.reason()).isEqualTo("insufficient_funds");
      return;
    }
    UUID payment = UUID.fromString(asked.ok().getJsonObject("payment").getString("id"));
    UUID operator = SqlMarket.someone();
    sql.update("insert into lumaris.operator (user_id) values (?)", operator);
    sql.call("payout_settle(?, ?, ?, null)", operator, payment, how % 2 == 0).ok();
    purse.available -= how % 2 == 0 ? 400 : 0;
  }

  private void compare(MoneyStep step) {
    accounts.forEach(
        (purse, id) ->
            assertThat(money.available(id) + " and " + held(id) + " held")
                .as("account %s after %s", id, step)
                .isEqualTo(purse.available + " and " + purse.held + " held"));
    assertThat(money.fees() - feesBefore).as("fees after %s", step).isEqualTo(model.fees);
    for (MoneyModel.Job job : model.jobs) {
      assertThat(
              sql.text(
                  "select state || ' ' || unspent from lumaris.job where id = ?", ids.get(job)))
          .as("job %s after %s", ids.get(job), step)
          .isEqualTo(job.state + " " + job.unspent);
    }
  }

  private long held(UUID account) {
    return sql.number("select coalesce(sum(held), 0) from lumaris.account where id = ?", account);
  }

  private interface Work {
    void on(MoneyModel.Job job);
  }

  /** A job that may not be there. */
  private record Chosen(List<MoneyModel.Job> one) {
    void ifHere(Work work) {
      one.forEach(work::on);
    }
  }

  private Chosen job(MoneyStep step, java.util.function.Predicate<MoneyModel.Job> wanted) {
    List<MoneyModel.Job> fitting = new ArrayList<>(model.jobs);
    fitting.removeIf(wanted.negate());
    return new Chosen(fitting.isEmpty() ? List.of() : List.of(pick(fitting, step.which())));
  }

  private static boolean isAny(MoneyModel.Job job) {
    return job != null;
  }

  private static boolean isUnderWay(MoneyModel.Job job) {
    return job.state.equals("assigned") || job.state.equals("running");
  }

  private static <T> T pick(List<T> from, int which) {
    return from.get(which % from.size());
  }
}
