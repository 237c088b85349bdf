package io.lumaris.platform;

import io.lumaris.job.Limits;
import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaException;
import io.lumaris.nakama.SessionKeeper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is who reaches the whole market: Nakama, its module, the database behind it, all of our
 * version. Asked as an account of its own, which has nothing and whose id is therefore no secret.
 */
@Readiness
@ApplicationScoped
public class MarketReadiness implements HealthCheck {
  private static final String ACCOUNT = "lumaris-readiness-check";

  private SessionKeeper sessions;

  MarketReadiness() {}

  @Inject
  MarketReadiness(NakamaClient client) {
    sessions = SessionKeeper.authenticating(client, () -> client.authenticateDevice(ACCOUNT, true));
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("market");
    try {
      return judged(answer, sessions.rpc("market_info", "{}"));
    } catch (NakamaException e) {
      return answer.down().withData("why", e.getMessage()).build();
    }
  }

  private static HealthCheckResponse judged(HealthCheckResponseBuilder answer, String text) {
    try {
      JsonObject info = Json.createReader(new StringReader(text)).readObject();
      answer
          .withData("version", info.getString("version"))
          .withData("schema_version", info.getInt("schema_version"));
      if (Limits.rules().equals(info.getJsonObject("limits"))) {
        return answer.up().build();
      }
    } catch (JsonException | NullPointerException | ClassCastException e) {
      return answer.down().withData("why", "The market's answer cannot be understood.").build();
    }
    return answer
        .down()
        .withData("why", "The market has other rules for jobs: its module is of another version.")
        .build();
  }
}
