package io.lumaris.buyer;

import io.lumaris.account.Caller;
import io.lumaris.account.IdempotencyKey;
import io.lumaris.job.Job;
import io.lumaris.job.JobJson;
import io.lumaris.job.JobSpec;
import io.lumaris.market.Cancelled;
import io.lumaris.market.JobPage;
import io.lumaris.market.JobQuery;
import io.lumaris.market.Market;
import io.lumaris.market.Submitted;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** A buyer's jobs. Whose they are the market decides, by the caller's session. */
@Path("jobs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class JobsResource {

  @Inject private Caller caller;
  @Inject private Submissions submissions;

  /** Offers a job. */
  @POST
  public Response submit(
      @HeaderParam(IdempotencyKey.HEADER) @IdempotencyKey String idempotencyKey,
      @NotNull(message = "is missing: send the spec of a job") @WithinLimits JsonObject spec) {
    Submitted submitted =
        market().submit(idempotencyKey, JobJson.jsonb().fromJson(spec.toString(), JobSpec.class));
    if (!submitted.created()) {
      return Response.ok(submitted.job()).build();
    }
    submissions.count();
    return Response.created(URI.create("jobs/" + submitted.job().id()))
        .entity(submitted.job())
        .build();
  }

  /** The caller's jobs, newest first. */
  @GET
  public JobPage list(
      @QueryParam("state") List<String> states,
      @QueryParam("label") String label,
      @QueryParam("text") String text,
      @QueryParam("limit") @DefaultValue("25") String limit,
      @QueryParam("cursor") String cursor) {
    return market()
        .jobs(
            new JobQuery(
                Asked.states(states),
                Asked.unlessBlank(label),
                Asked.unlessBlank(text),
                Asked.between("limit", limit, 1, 100),
                Asked.unlessBlank(cursor)));
  }

  /** One of the caller's jobs with its attempts. */
  @GET
  @Path("{id}")
  public Job get(@PathParam("id") String id) {
    return market().job(Asked.job(id));
  }

  /** Cancels a job; one that is over stays as it is. */
  @POST
  @Path("{id}/cancel")
  public Cancelled cancel(@PathParam("id") String id) {
    return market().cancel(Asked.job(id));
  }

  /** Deletes a job that is over, with its log. */
  @DELETE
  @Path("{id}")
  public Response delete(@PathParam("id") String id) {
    market().delete(Asked.job(id));
    return Response.noContent().build();
  }

  private Market market() {
    return caller.signedIn().market();
  }
}
