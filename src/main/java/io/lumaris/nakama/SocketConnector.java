package io.lumaris.nakama;

import io.lumaris.nakama.NakamaException.Code;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Opens connections to Nakama's WebSocket with the container's client (in Payara and outside,
 * Tyrus).
 */
final class SocketConnector {

  private final NakamaClient client;
  private final WebSocketContainer container;

  SocketConnector(NakamaClient client, WebSocketContainer container) {
    this.client = client;
    this.container = container;
  }

  /** A connection for this session; blocks until it stands. */
  SocketConnection open(NakamaSession session, SocketConnection.Events events) {
    client.healthcheck(); // tells by a typed error what a failed handshake would not
    SocketConnection connection = new SocketConnection(client, events);
    ClientEndpointConfig config =
        ClientEndpointConfig.Builder.create().configurator(new Bearer(session)).build();
    try {
      container.connectToServer(connection, config, client.settings().socketUri());
      return connection;
    } catch (DeploymentException | IOException e) {
      throw refused(session, e);
    }
  }

  /**
   * Why the server opens no socket. The WebSocket client does not tell the status of a refused
   * handshake; a refused session is refused for a plain call too, by a typed error.
   */
  private NakamaException refused(NakamaSession session, Exception failure) {
    client.getAccount(session);
    return new NakamaException(
        Code.UNAVAILABLE,
        NakamaException.CONNECTION_LOST,
        "Nakama at " + client.settings().baseUri() + " answers, but opens no WebSocket.",
        failure);
  }

  /** Puts the token into a header, because an address ends up in logs. */
  private static final class Bearer extends ClientEndpointConfig.Configurator {

    private final NakamaSession session;

    Bearer(NakamaSession session) {
      this.session = session;
    }

    @Override
    public void beforeRequest(Map<String, List<String>> headers) {
      headers.put("Authorization", List.of("Bearer " + session.authToken()));
    }
  }
}
