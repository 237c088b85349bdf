package io.lumaris.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAuthorizedException;
import java.util.Optional;

/** Who makes the present request. */
@RequestScoped
public class Caller {
  static final String ATTRIBUTE = "io.lumaris.account.caller";

  @Inject private HttpServletRequest request;

  /**
   * The account that makes this request.
   *
   * @throws NotAuthorizedException if the request brings no session
   */
  public SignedIn signedIn() {
    return presented().orElseThrow(() -> new NotAuthorizedException("Bearer"));
  }

  /** The session this request brings, whether it is good or not. */
  Optional<SignedIn> presented() {
    return Optional.ofNullable((SignedIn) request.getAttribute(ATTRIBUTE));
  }

  /** Whether the browser speaks to us over TLS. */
  boolean secure() {
    return request.isSecure();
  }
}
