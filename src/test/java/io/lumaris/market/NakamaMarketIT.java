package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.JobSpec;
import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaSettings;
import io.lumaris.testing.EmptyMarket;
import io.lumaris.testing.Services;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real market: our module in Nakama on PostgreSQL. */
class NakamaMarketIT extends AttemptContract {
  private static NakamaClient client;

  @BeforeAll
  static void connect() {
    client = client(Services.nakama().port(), Services.nakama().serverKey());
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  @Override
  @BeforeEach
  void buyerAndSeller() {
    EmptyMarket.clear();
    super.buyerAndSeller();
  }

  @Override
  Market account() {
    return account(client);
  }

  @Test
  void aBadFieldIsNamedWithWhatIsAllowed() {
    JobSpec tooSmall = JobSpec.image("lumaris/busybox").command("true").memoryMb(1).build();

    MarketException refused = refusal(() -> buyer.submit("a", tooSmall));

    assertThat(refused.reason()).isEqualTo("invalid_job");
    assertThat(refused.field()).isEqualTo("memory_mb");
    assertThat(refused).hasMessageStartingWith("must be between 16 and 262144");
    assertThat(refused.retryable()).isFalse();
  }

  @Test
  void aBadNameInAMapIsPartOfTheField() {
    JobSpec odd =
        JobSpec.image("lumaris/busybox").command("true").env(Map.of("MY VAR", "x")).build();

    assertThat(refusal(() -> buyer.submit("a", odd)).field()).isEqualTo("env.MY VAR");
  }

  @Test
  void aServerThatIsNotThereIsWorthAskingAgain() {
    try (NakamaClient nowhere = client(1, "any")) {
      MarketException failed = refusal(() -> account(nowhere).sellers());

      assertThat(failed.reason()).isEqualTo("market_unavailable");
      assertThat(failed.retryable()).isTrue();
      assertThat(failed).hasMessageContaining("127.0.0.1:1").hasMessageContaining("running?");
    }
  }

  @Test
  void aWrongKeySaysWhichKeyIsMeant() {
    try (NakamaClient stranger = client(Services.nakama().port(), "wrong")) {
      MarketException refused = refusal(() -> account(stranger).sellers());

      assertThat(refused.reason()).isEqualTo("wrong_server_key");
      assertThat(refused.retryable()).isFalse();
      assertThat(refused).hasMessageContaining("socket.server_key");
    }
  }

  private static Market account(NakamaClient client) {
    return new MarketAccounts(client, "any").ofDevice(UUID.randomUUID().toString()).market();
  }

  private static NakamaClient client(int port, String key) {
    return NakamaClient.standalone(NakamaSettings.of("127.0.0.1:" + port, key));
  }
}
