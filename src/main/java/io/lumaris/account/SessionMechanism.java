package io.lumaris.account;

import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaException;
import io.lumaris.nakama.NakamaSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Finds the session of a request: a bearer token, else the browser's cookie. It refuses nobody:
 * what needs a session asks {@link Caller} for it, and Nakama judges the tokens with the first call
 * made with them.
 */
@ApplicationScoped
class SessionMechanism implements HttpAuthenticationMechanism {
  private static final String BEARER = "Bearer ";

  @Inject private NakamaClient client;
  @Inject private MetricRegistry metrics;

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    Optional<SignedIn> caller = caller(request);
    if (caller.isEmpty()) {
      return context.doNothing();
    }
    request.setAttribute(Caller.ATTRIBUTE, caller.get());
    return context.notifyContainerAboutLogin(caller.get(), Set.of());
  }

  private Optional<SignedIn> caller(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null) {
      return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? bearer(authorization.substring(BEARER.length()).strip())
          : Optional.empty();
    }
    return cookies(request)
        .filter(cookie -> cookie.getName().equals(SessionCookie.NAME))
        .flatMap(cookie -> SessionCookie.read(cookie.getValue()).stream())
        .findFirst()
        .map(session -> new SignedIn(client, metrics, session, true));
  }

  private Optional<SignedIn> bearer(String token) {
    try {
      // Nothing to renew it with: in the place of the refresh token Nakama refuses it.
      return Optional.of(new SignedIn(client, metrics, NakamaSession.restore(token, token), false));
    } catch (NakamaException e) {
      return Optional.empty();
    }
  }

  private static Stream<Cookie> cookies(HttpServletRequest request) {
    return request.getCookies() == null ? Stream.empty() : Stream.of(request.getCookies());
  }
}
