package io.lumaris.buyer;

import io.lumaris.account.Caller;
import io.lumaris.job.JobJson;
import io.lumaris.job.JobSpec;
import io.lumaris.market.Quote;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What a job would cost, asked before it is submitted and while it is still being written. */
@Path("quotes")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class QuotesResource {

  @Inject private Caller caller;

  /** Prices, and who could run it. */
  @POST
  public Quote quote(
      @NotNull(message = "is missing: send the spec of a job") @WithinLimits(soFar = true)
          JsonObject spec) {
    return caller
        .signedIn()
        .market()
        .quote(JobJson.jsonb().fromJson(spec.toString(), JobSpec.class));
  }
}
