package io.lumaris.platform;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.NoContentException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bounds every request's body, and says where one that should be JSON is not. */
@Provider
public class BodyReading implements ReaderInterceptor {

  /** The most a body may have, in bytes: what an RPC of the market takes. */
  static final int MAX_BYTES = 262_144;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    context.setInputStream(new Bounded(context.getInputStream()));
    try {
      Object body = context.proceed();
      if (body != null && !context.getType().isInstance(body)) {
        throw new ProblemException(
            Problem.of(400, "invalid_json", "The body must be a JSON object."), null);
      }
      return body;
    } catch (NoContentException e) {
      return null; // Bean Validation says of each body whether it may be missing
    } catch (ProblemException | WebApplicationException e) {
      throw e;
    } catch (
        RuntimeException e) { // whatever a parser throws, plain ones when it is nested too deeply
      throw new ProblemException(Problems.ofJson(e), e);
    }
  }

  /** Stops a body that does not end. */
  private static final class Bounded extends FilterInputStream {
    private long read;

    Bounded(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      count(Math.max(count, 0));
      return count;
    }

    private void count(int bytes) {
      read += bytes;
      if (read > MAX_BYTES) {
        throw new ProblemException(
            Problem.of(413, "too_large", "The request is larger than 256 KiB."), null);
      }
    }
  }
}
