package io.lumaris.nakama;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** Calls by MicroProfile Rest Client: for the inside of the container. */
final class RestClientTransport implements Transport {

  /** Of the JDK, beneath the container's client; it reads this when it first keeps a connection. */
  private static final String KEPT_CONNECTIONS = "http.maxConnections";

  static {
    // Its own 5 make more than five threads open and close connections all the time.
    if (System.getProperty(KEPT_CONNECTIONS) == null) {
      System.setProperty(KEPT_CONNECTIONS, "64");
    }
  }

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
            .register(new WholeAnswers())
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

  /**
   * Refuses an answer that ends before its announced length, which the container's HTTP client
   * takes for a whole one.
   */
  private static final class WholeAnswers implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
      String announced = context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
      byte[] body = context.getInputStream().readAllBytes();
      if (announced != null && Long.parseLong(announced) > body.length) {
        throw new EOFException("The answer ended after " + body.length + " of " + announced);
      }
      context.setInputStream(new ByteArrayInputStream(body));
      return context.proceed();
    }
  }
}
