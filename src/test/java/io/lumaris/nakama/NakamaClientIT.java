package io.lumaris.nakama;

import static io.lumaris.nakama.ClientUnderTest.guest;
import static io.lumaris.nakama.ClientUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.nakama.NakamaException.Code;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client of the command line keeps every promise, outside of any container. */
@Timeout(120)
class NakamaClientIT implements AuthenticationContract, RpcContract, FaultContract, SocketContract {

  private static NakamaServer server;

  @BeforeAll
  static void start() {
    server = NakamaServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  public NakamaSettings settings() {
    return server.settings();
  }

  @Override
  public NakamaClient open(NakamaSettings settings) {
    return NakamaClient.standalone(settings);
  }

  @Test
  void anInterruptEndsTheWaitForAnAnswerAndStaysSet() {
    with(
        client -> {
          NakamaSession session = guest(client);
          Thread.currentThread().interrupt();
          NakamaException cancelled =
              refusal(() -> client.rpc(session, "pause", "{\"seconds\":5}"));
          assertThat(Thread.interrupted()).isTrue();
          assertThat(cancelled.code()).isEqualTo(Code.CANCELLED);
          assertThat(cancelled.reason()).isEqualTo(NakamaException.INTERRUPTED);
        });
  }
}
