package io.lumaris.buyer;

import io.lumaris.account.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Why anybody should trust whom: records, and the attempts they are made of. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SellerResource {
  private static final int PAGE = 100;

  @Inject private Caller caller;

  /** A seller with its record, uptime, ratings, and a page of its attempts. */
  @GET
  @Path("sellers/{id}")
  public JsonObject seller(
      @PathParam("id") String id,
      @QueryParam("outcome") String outcome,
      @QueryParam("limit") @DefaultValue("25") String limit,
      @QueryParam("cursor") String cursor) {
    return caller
        .signedIn()
        .reputation()
        .seller(
            Asked.seller(id),
            Asked.unlessBlank(outcome),
            Asked.between("limit", limit, 1, PAGE),
            Asked.unlessBlank(cursor));
  }

  /** How a buyer has behaved. */
  @GET
  @Path("buyers/{id}")
  public JsonObject buyer(@PathParam("id") String id) {
    return caller.signedIn().reputation().buyer(Asked.id("id", id));
  }
}
