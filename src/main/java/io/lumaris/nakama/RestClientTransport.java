package io.lumaris.nakama;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** Calls by MicroProfile Rest Client: for the inside of the container. */
final class RestClientTransport implements Transport {

  private final Failures failures;
  private final NakamaApi api;

  RestClientTransport(NakamaSettings settings, Failures failures, ExecutorService executor) {
    this.failures = failures;
    this.api =
        RestClientBuilder.newBuilder()
            .baseUri(settings.baseUri())
            .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(settings.callTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .executorService(executor)
            .property("microprofile.rest.client.disable.default.mapper", true)
            .register(new Refusals())
            .build(NakamaApi.class);
  }

  @Override
  public NakamaApi api() {
    return api;
  }

  @Override
  public NakamaException explain(Throwable failure) {
    return failures.broken(failure);
  }

  @Override
  public void close() {
    if (api instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw failures.broken(e);
      }
    }
  }

  /** Reads what an answer with an error status says; also one that is no JSON at all. */
  private final class Refusals implements ResponseExceptionMapper<NakamaException> {

    @Override
    public boolean handles(int status, MultivaluedMap<String, Object> headers) {
      return status != 200;
    }

    @Override
    public NakamaException toThrowable(Response response) {
      return failures.refused(response.getStatus(), response.readEntity(String.class));
    }
  }
}
