package io.lumaris.buyer;

import io.lumaris.account.Caller;
import io.lumaris.job.Limits;
import io.lumaris.market.PolicyRule;
import io.lumaris.market.Seller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What a buyer can know before submitting: who sells, what a job may ask for, what to try. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MarketResource {

  @Inject private Caller caller;
  @Inject private BuyerSettings settings;

  /**
   * The sellers.
   *
   * @param sellers those online first
   */
  public record Sellers(List<Seller> sellers) {}

  /**
   * Jobs to try.
   *
   * @param samples the installation's images with a command each
   */
  public record Samples(List<Sample> samples) {}

  /** The sellers, those online first. */
  @GET
  @Path("sellers")
  public Sellers sellers() {
    return new Sellers(caller.signedIn().market().sellers());
  }

  /**
   * Which images may run.
   *
   * @param rules those that deny first
   */
  public record ImageRules(List<PolicyRule> rules) {}

  /** The market's rules about images. */
  @GET
  @Path("policy")
  public ImageRules policy() {
    return new ImageRules(caller.signedIn().policy().rules());
  }

  /** The rule for every field of a job. */
  @GET
  @Path("limits")
  public JsonObject limits() {
    return Limits.rules();
  }

  /** Jobs that run on this installation as they are. */
  @GET
  @Path("samples")
  public Samples samples() {
    return new Samples(settings.samples());
  }
}
