package io.lumaris.local;

import java.util.Optional;
import java.util.UUID;

/** The money of a market, for who has its database: audit and top-ups, without a server. */
public final class Books {
  private final Database database;

  /** The books in this database, which is read and written as its owner. */
  public Books(Database database) {
    this.database = database;
  }

  /**
   * The audit: {@code ok}, {@code totals}, {@code checks} and {@code wrong} as docs/wire.md has
   * them.
   *
   * @return a JSON object
   */
  public String audit() {
    return Sql.run(database, "select lumaris.audit_report()", Sql::text);
  }

  /**
   * Puts money into an account, which is made if there is none.
   *
   * @param amount in micro-credits, more than 0
   * @param payment the payment's id: the same one again changes nothing
   * @throws LocalException when that id made another payment
   */
  public void topUp(UUID account, long amount, UUID payment) {
    Optional<String> refusal =
        Optional.ofNullable(
            Sql.run(
                database,
                "select message from lumaris.top_up(?, ?, ?, 'by hand')",
                Sql::text,
                account,
                amount,
                payment));
    refusal.ifPresent(
        message -> {
          throw new LocalException(message);
        });
  }
}
