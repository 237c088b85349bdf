package io.lumaris.operator;

import io.lumaris.account.Caller;
import io.lumaris.job.Ids;
import io.lumaris.market.AddedRule;
import io.lumaris.market.MarketException;
import io.lumaris.market.Policy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The market's rules about images, as operators change them; anybody signed in reads them at {@code
 * /api/policy}. Who is an operator, and what a rule may be, the market says.
 */
@Path("operator/image-rules")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ImageRulesResource {

  @Inject private Caller caller;

  /** Adds a rule, which counts at once, also for jobs that wait. */
  @POST
  public Response add(
      @NotNull(message = "is missing: send {\"effect\", \"pattern\", \"note\"?}") JsonObject rule) {
    AddedRule added = caller.signedIn().policy().add(rule);
    return Response.status(added.created() ? Response.Status.CREATED : Response.Status.OK)
        .entity(added.rule())
        .build();
  }

  /** Removes a rule; a text that is no id is the id of no rule. */
  @DELETE
  @Path("{id}")
  public void remove(@PathParam("id") String id) {
    Policy policy = caller.signedIn().policy();
    if (!Ids.read(id).map(policy::remove).orElse(false)) {
      throw new MarketException(
          "rule_not_found",
          null,
          "There is no image rule with this id: GET /api/policy lists them.",
          false,
          null);
    }
  }
}
