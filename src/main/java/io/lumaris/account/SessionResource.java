package io.lumaris.account;

import io.lumaris.nakama.NakamaAccount;
import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaException;
import io.lumaris.nakama.NakamaSession;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;

/** Signing in and out, and who is signed in. */
@Path("session")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionResource {
  private static final System.Logger LOGGER = System.getLogger(SessionResource.class.getName());

  @Inject private Caller caller;
  @Inject private Accounts accounts;
  @Inject private NakamaClient client;

  /** Who is signed in. */
  @GET
  public SessionView get() {
    SignedIn signedIn = caller.signedIn();
    return SessionView.of(signedIn.account(), signedIn.session());
  }

  /** Signs in: without credentials as a guest, who stays the same while the session lasts. */
  @POST
  public Response create(@Valid Credentials credentials) {
    if (credentials == null || credentials.guest()) {
      Optional<SessionView> present = present();
      return present.isPresent() ? Response.ok(present.get()).build() : signedIn(accounts.guest());
    }
    return signedIn(accounts.email(credentials.complete()));
  }

  /** Gives the guest who is signed in an e-mail address and a password to come back with. */
  @POST
  @Path("email")
  public SessionView linkEmail(@NotNull(message = "is missing") @Valid Credentials credentials) {
    SignedIn guest = caller.signedIn();
    accounts.linkEmail(guest, credentials.complete());
    LOGGER.log(
        System.Logger.Level.INFO, "A guest became an account [account={0}]", guest.getName());
    return get();
  }

  /** Signs out, here and at Nakama. */
  @DELETE
  public Response delete() {
    caller.presented().ifPresent(SessionResource::logout);
    return Response.noContent()
        .header(HttpHeaders.SET_COOKIE, SessionCookie.cleared(caller.secure()))
        .build();
  }

  private Optional<SessionView> present() {
    try {
      return caller
          .presented()
          .map(signedIn -> SessionView.of(signedIn.account(), signedIn.session()));
    } catch (NakamaException e) {
      if (e.code() == NakamaException.Code.UNAUTHENTICATED) {
        return Optional.empty(); // a session that is over makes place for a new one
      }
      throw e;
    }
  }

  private Response signedIn(NakamaSession session) {
    NakamaAccount account = client.getAccount(session);
    int status = session.isCreated() ? Response.Status.CREATED.getStatusCode() : 200;
    LOGGER.log(System.Logger.Level.INFO, "Signed in [account={0}]", account.userId());
    return Response.status(status)
        .entity(SessionView.of(account, session))
        .header(HttpHeaders.SET_COOKIE, SessionCookie.of(session, Instant.now(), caller.secure()))
        .build();
  }

  private static void logout(SignedIn signedIn) {
    try {
      signedIn.logout();
    } catch (NakamaException e) {
      if (e.code() != NakamaException.Code.UNAUTHENTICATED) {
        throw e;
      }
      // Over already: the cookie is all there is left to clear.
    }
  }
}
