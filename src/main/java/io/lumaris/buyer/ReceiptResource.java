package io.lumaris.buyer;

import io.lumaris.account.Caller;
import io.lumaris.market.MarketException;
import io.lumaris.receipt.JobReceipts;
import io.lumaris.receipt.ReceiptDocument;
import io.lumaris.receipt.StoredReceipt;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What the sellers signed of a job, verified here: neither the market nor a browser does it. */
@Path("jobs/{id}/receipt")
@RequestScoped
public class ReceiptResource {
  private static final String JOSE = "application/jose";

  @Inject private Caller caller;

  /** The receipts that there are by now, each with what was found about it, and the keys. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject document(@PathParam("id") String id) {
    return ReceiptDocument.of(receipts(id));
  }

  /** One receipt as it was signed: of the attempt asked for, else of the last that has one. */
  @GET
  @Produces(JOSE + ";qs=0.9") // who does not ask for it gets JSON
  public String bare(@PathParam("id") String id, @QueryParam("attempt") String attempt) {
    List<StoredReceipt> all = receipts(id).receipts();
    int wanted =
        attempt == null
            ? all.stream().mapToInt(StoredReceipt::number).max().orElse(1)
            : Asked.between("attempt", attempt, 1, Integer.MAX_VALUE);
    return all.stream()
        .filter(receipt -> receipt.number() == wanted)
        .map(StoredReceipt::jws)
        .findFirst()
        .orElseThrow(
            () ->
                new MarketException(
                    "receipt_not_found",
                    null,
                    "There is no receipt of attempt " + wanted + " of this job, or not yet.",
                    false,
                    null));
  }

  private JobReceipts receipts(String id) {
    return caller.signedIn().receipts().of(Asked.job(id));
  }
}
