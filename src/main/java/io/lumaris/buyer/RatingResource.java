package io.lumaris.buyer;

import io.lumaris.account.Caller;
import io.lumaris.job.Job;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What a buyer thinks of how one of its jobs was done; what a rating may be, the market says. */
@Path("jobs/{id}/rating")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RatingResource {

  @Inject private Caller caller;

  /** Rates the seller that was paid for the job; again changes the rating. */
  @PUT
  public Job rate(
      @PathParam("id") String id,
      @NotNull(message = "is missing: send {\"stars\": 1 to 5}") JsonObject rating) {
    return caller.signedIn().reputation().rate(Asked.job(id), rating);
  }
}
