package io.lumaris.account;

import io.lumaris.nakama.NakamaException;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.time.Instant;

/**
 * Hands the browser the session that a request had to renew. Requests that run side by side may
 * each renew it: Nakama keeps the tokens before good, so whichever cookie stays is a good one.
 */
@Provider
public class RenewedCookie implements ContainerResponseFilter {
  private static final System.Logger LOGGER = System.getLogger(RenewedCookie.class.getName());

  @Inject private Caller caller;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    boolean answered = response.getStatus() < 400;
    if (answered && !response.getHeaders().containsKey(HttpHeaders.SET_COOKIE)) {
      caller.presented().ifPresent(signedIn -> renew(signedIn, response));
    }
  }

  private void renew(SignedIn signedIn, ContainerResponseContext response) {
    try {
      signedIn
          .renewed()
          .map(session -> SessionCookie.of(session, Instant.now(), caller.secure()))
          .ifPresent(cookie -> response.getHeaders().add(HttpHeaders.SET_COOKIE, cookie));
    } catch (NakamaException e) {
      // The answer is there; a session that cannot be renewed now is the next request's matter.
      LOGGER.log(System.Logger.Level.DEBUG, "A session was not renewed: {0}", e.reason());
    }
  }
}
