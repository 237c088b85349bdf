package io.lumaris.receipt;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * What was found out about one receipt.
 *
 * @param claims what it says; empty when it cannot be read
 * @param checks in the order they build upon each other
 */
public record Verification(JsonObject claims, List<Check> checks) {

  /** Whether it is what it says: nothing failed, and the signature is the key's. */
  public boolean holds() {
    return checks.stream().noneMatch(check -> check.result() == Check.Result.FAILS)
        && checks.stream()
            .anyMatch(
                check -> check.name().equals("signature") && check.result() == Check.Result.HOLDS);
  }
}
