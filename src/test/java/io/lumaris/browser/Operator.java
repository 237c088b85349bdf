package io.lumaris.browser;

import io.lumaris.local.Operators;
import io.lumaris.testing.Services;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A visitor who is an operator until this is closed. */
final class Operator implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private final Operators operators = new Operators(Services.postgres().database());
  private final String id;

  Operator(Visitor visitor) {
    id = accountOf(visitor);
    operators.add(id);
    visitor.page().reload();
  }

  /** The id of a visitor's account. */
  static String accountOf(Visitor visitor) {
    Matcher id = ID.matcher(visitor.session().get("/api/account").text());
    if (!id.find()) {
      throw new IllegalStateException("no account");
    }
    return id.group(1);
  }

  @Override
  public void close() {
    operators.remove(id);
  }
}
