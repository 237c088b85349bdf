package io.lumaris.buyer;

import io.lumaris.account.SignedIn;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** The WebSocket {@code /live}: one instance for each browser tab that is open. */
@ServerEndpoint("/live")
public class LiveEndpoint {
  private static final System.Logger LOGGER = System.getLogger(LiveEndpoint.class.getName());
  private static final int LONGEST_MESSAGE = 4096;

  @Inject private LiveConnections connections;

  /** A browser is there, with a session that the filters before let pass. */
  @OnOpen
  public void open(Session session) {
    session.setMaxIdleTimeout(0); // the registry pings and counts the silence itself
    session.setMaxTextMessageBufferSize(LONGEST_MESSAGE);
    session.setMaxBinaryMessageBufferSize(1);
    connections.add(session, (SignedIn) session.getUserPrincipal());
  }

  /** The browser asks for something. */
  @OnMessage(maxMessageSize = LONGEST_MESSAGE)
  public void message(String text, Session session) {
    connections.received(session, text);
  }

  /** The browser is alive. */
  @OnMessage
  public void pong(PongMessage pong, Session session) {
    connections.heard(session);
  }

  /** The browser is gone. */
  @OnClose
  public void close(Session session, CloseReason reason) {
    connections.remove(session);
  }

  /** A failure of one connection, which is no reason to harm another. */
  @OnError
  public void error(Session session, Throwable failure) {
    LOGGER.log(System.Logger.Level.DEBUG, "A live connection broke", failure);
  }
}
