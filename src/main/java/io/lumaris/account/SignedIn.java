package io.lumaris.account;

import io.lumaris.market.Auctions;
import io.lumaris.market.Market;
import io.lumaris.market.MarketListener;
import io.lumaris.market.MarketWatcher;
import io.lumaris.market.NakamaAuctions;
import io.lumaris.market.NakamaMarket;
import io.lumaris.market.NakamaOperations;
import io.lumaris.market.NakamaPayouts;
import io.lumaris.market.NakamaPolicy;
import io.lumaris.market.NakamaReceipts;
import io.lumaris.market.NakamaReputation;
import io.lumaris.market.Operations;
import io.lumaris.market.Payouts;
import io.lumaris.market.Policy;
import io.lumaris.market.Receipts;
import io.lumaris.market.Reputation;
import io.lumaris.nakama.NakamaAccount;
import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaSession;
import io.lumaris.nakama.SessionKeeper;
import jakarta.security.enterprise.CallerPrincipal;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Whoever presents a session: the principal of a request or of a live connection.
 *
 * <p>The tokens are not verified here; only Nakama can. That is why there is nothing to decide by
 * in here: all it can do is carry the tokens to Nakama, with every call, and Nakama says who that
 * is.
 */
public final class SignedIn extends CallerPrincipal {
  private static final long serialVersionUID = 1L;

  /** As long as PostgreSQL or Nakama take to restart, and no longer than a person waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final transient NakamaClient client;
  private final transient MetricRegistry metrics;
  private final transient NakamaSession presented;
  private final transient SessionKeeper sessions;
  private final boolean byCookie;

  SignedIn(NakamaClient client, MetricRegistry metrics, NakamaSession presented, boolean byCookie) {
    super(presented.username());
    this.client = client;
    this.metrics = metrics;
    this.presented = presented;
    this.sessions = SessionKeeper.of(client, presented);
    this.byCookie = byCookie;
  }

  /** The market as this account sees it. */
  public Market market() {
    return MeasuredMarket.of(Market.class, new NakamaMarket(sessions, PATIENCE), metrics);
  }

  /** The receipts at the market as this account sees them. */
  public Receipts receipts() {
    return MeasuredMarket.of(Receipts.class, new NakamaReceipts(sessions, PATIENCE), metrics);
  }

  /** What is known of sellers and buyers, as this account sees it. */
  public Reputation reputation() {
    return MeasuredMarket.of(Reputation.class, new NakamaReputation(sessions, PATIENCE), metrics);
  }

  /** Auctions at the market as this account sees them. */
  public Auctions auctions() {
    return MeasuredMarket.of(Auctions.class, new NakamaAuctions(sessions, PATIENCE), metrics);
  }

  /** The market's rules about images. */
  public Policy policy() {
    return MeasuredMarket.of(Policy.class, new NakamaPolicy(sessions, PATIENCE), metrics);
  }

  /** The payouts of this account. */
  public Payouts payouts() {
    return MeasuredMarket.of(Payouts.class, new NakamaPayouts(sessions, PATIENCE), metrics);
  }

  /** What an operator does; refused by the market for anybody else. */
  public Operations operations() {
    return MeasuredMarket.of(Operations.class, new NakamaOperations(sessions, PATIENCE), metrics);
  }

  /** Pushes of the market to this account. */
  public MarketWatcher watch(MarketListener listener) {
    return new MarketWatcher(client, sessions, listener);
  }

  /** The account's id; to be believed only once Nakama accepted the session. */
  public String accountId() {
    return sessions.session().userId();
  }

  /** What Nakama says about the account; fails unless the session is genuine and good. */
  NakamaAccount account() {
    return sessions.call(client::getAccount);
  }

  void linkEmail(String email, String password) {
    sessions.call(
        session -> {
          client.linkEmail(session, email, password);
          return session;
        });
  }

  void logout() {
    client.logoutSession(sessions.session());
  }

  NakamaSession session() {
    return sessions.session();
  }

  /** The session that the browser has to keep from now on; empty if it has it already. */
  Optional<NakamaSession> renewed() {
    NakamaSession now = sessions.session();
    return byCookie && !now.equals(presented) ? Optional.of(now) : Optional.empty();
  }
}
