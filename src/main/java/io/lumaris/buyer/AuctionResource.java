package io.lumaris.buyer;

import io.lumaris.account.Caller;
import io.lumaris.job.Job;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The auction of a job, which its buyer may decide. */
@Path("jobs/{id}/auction")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AuctionResource {

  @Inject private Caller caller;

  /**
   * Whose bid is taken.
   *
   * @param sellerId of a bid
   */
  public record Pick(String sellerId) {}

  /** Takes one of the bids, while they come in or after. */
  @POST
  @Path("pick")
  public Job pick(
      @PathParam("id") String id,
      @NotNull(message = "is missing: send {\"seller_id\": …}") Pick pick) {
    return caller.signedIn().auctions().pick(Asked.job(id), Asked.id("seller_id", pick.sellerId()));
  }
}
