package io.lumaris.buyer;

import io.lumaris.account.Caller;
import io.lumaris.job.JobJson;
import io.lumaris.job.LogChunk;
import io.lumaris.market.LogPage;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What a job printed. */
@Path("jobs/{id}/logs")
@RequestScoped
public class LogsResource {
  private static final int PAGE = 1000;

  @Inject private Caller caller;

  /** A stretch of the output in pieces, with their times, streams and sequence numbers. */
  @GET
  @Produces(MediaType.APPLICATION_JSON + ";qs=0.9") // who does not ask for JSON gets the text
  public LogPage page(
      @PathParam("id") String id,
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("500") String limit) {
    return caller
        .signedIn()
        .market()
        .logs(
            Asked.job(id),
            Asked.between("after", after, 0L, Long.MAX_VALUE),
            Asked.between("limit", limit, 1, PAGE));
  }

  /** All of the output so far, as it was printed. */
  @GET
  @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
  public Response text(@PathParam("id") String id, @QueryParam("stream") String stream) {
    if (stream != null && !stream.equals("stdout") && !stream.equals("stderr")) {
      throw new MarketException(
          "invalid_request", "stream", "must be stdout or stderr", false, null);
    }
    UUID jobId = Asked.job(id);
    Market market = caller.signedIn().market();
    LogPage first = market.logs(jobId, 0, PAGE); // a refusal must come before the first byte
    StreamingOutput output = to -> write(market, jobId, first, stream, to);
    return Response.ok(output).build();
  }

  private static void write(
      Market market, UUID jobId, LogPage first, String stream, OutputStream to)
      throws java.io.IOException {
    Writer writer = new OutputStreamWriter(to, StandardCharsets.UTF_8);
    LogPage page = first;
    while (true) {
      for (LogChunk chunk : page.chunks()) {
        if (stream == null || JobJson.word(chunk.stream()).equals(stream)) {
          writer.write(chunk.text());
        }
      }
      if (!page.more()) {
        break;
      }
      page = market.logs(jobId, page.lastSeq(), PAGE);
    }
    writer.flush();
  }
}
