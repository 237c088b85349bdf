package io.lumaris.buyer;

import io.lumaris.account.Caller;
import io.lumaris.job.Money;
import io.lumaris.market.Account;
import io.lumaris.market.LedgerEntry;
import io.lumaris.market.LedgerPage;
import io.lumaris.market.Market;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** What the caller has, and how it came to that. */
@Path("account")
@RequestScoped
public class AccountResource {
  private static final int PAGE = 100;
  private static final String CSV = "text/csv";

  @Inject private Caller caller;

  /** Balance and totals. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Account account() {
    return market().account();
  }

  /** A page of the statement. */
  @GET
  @Path("ledger")
  @Produces(MediaType.APPLICATION_JSON)
  public LedgerPage ledger(
      @QueryParam("limit") @DefaultValue("25") String limit, @QueryParam("cursor") String cursor) {
    return market().ledger(Asked.between("limit", limit, 1, PAGE), Asked.unlessBlank(cursor));
  }

  /** The whole statement as a table. */
  @GET
  @Path("ledger")
  @Produces(CSV + ";charset=utf-8;qs=0.9") // who does not ask for a table gets JSON
  public Response table() {
    Market market = market();
    LedgerPage first = market.ledger(PAGE, null); // a refusal must come before the first byte
    StreamingOutput output = to -> write(market, first, to);
    return Response.ok(output)
        .header("Content-Disposition", "attachment; filename=\"ledger.csv\"")
        .build();
  }

  private static void write(Market market, LedgerPage first, OutputStream to) throws IOException {
    Writer writer = new OutputStreamWriter(to, StandardCharsets.UTF_8);
    writer.write("time,reason,bucket,credits,job_id,attempt_id,payment_id,rule\r\n");
    LedgerPage page = first;
    while (true) {
      for (LedgerEntry entry : page.entries()) {
        writer.write(line(entry));
      }
      if (page.cursor() == null) {
        break;
      }
      page = market.ledger(PAGE, page.cursor());
    }
    writer.flush();
  }

  private static String line(LedgerEntry entry) {
    return String.join(
            ",",
            entry.time().toString(),
            entry.reason(),
            entry.bucket(),
            Money.text(entry.amount()),
            orNothing(entry.jobId()),
            orNothing(entry.attemptId()),
            orNothing(entry.paymentId()),
            quoted(entry.rule()))
        + "\r\n";
  }

  private static String orNothing(Object value) {
    return value == null ? "" : value.toString();
  }

  private static String quoted(String text) {
    return text == null ? "" : '"' + text.replace("\"", "\"\"") + '"';
  }

  private Market market() {
    return caller.signedIn().market();
  }
}
