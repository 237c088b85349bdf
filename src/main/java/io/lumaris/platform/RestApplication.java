package io.lumaris.platform;

import io.lumaris.account.RenewedCookie;
import io.lumaris.account.SessionResource;
import io.lumaris.buyer.AccountResource;
import io.lumaris.buyer.AuctionResource;
import io.lumaris.buyer.JobsResource;
import io.lumaris.buyer.LogsResource;
import io.lumaris.buyer.MarketResource;
import io.lumaris.buyer.QuotesResource;
import io.lumaris.buyer.RatingResource;
import io.lumaris.buyer.ReceiptResource;
import io.lumaris.buyer.SellerResource;
import io.lumaris.operator.ImageRulesResource;
import io.lumaris.operator.OperatorResource;
import io.lumaris.payment.PaymentsResource;
import io.lumaris.payment.PayoutsResource;
import io.lumaris.seller.NodeResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * The root of all REST resources, {@code /api}. They are named one by one: left to find them, the
 * container takes the interface of the Nakama client for a resource too.
 */
@ApplicationScoped
@ApplicationPath("/api")
public class RestApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        SessionResource.class,
        JobsResource.class,
        LogsResource.class,
        MarketResource.class,
        QuotesResource.class,
        AccountResource.class,
        ReceiptResource.class,
        PaymentsResource.class,
        PayoutsResource.class,
        SellerResource.class,
        RatingResource.class,
        AuctionResource.class,
        OperatorResource.class,
        ImageRulesResource.class,
        NodeResource.class,
        RenewedCookie.class,
        BodyReading.class,
        JsonForm.class,
        ProblemMapper.class,
        ProblemMapper.OfViolations.class);
  }

  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true); // OpenAPI is the description
  }
}
