package io.lumaris.platform;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Makes every failure of a resource a problem that says what to do, and no failure anything else.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final System.Logger LOGGER = System.getLogger(ProblemMapper.class.getName());

  @Override
  public Response toResponse(Throwable failure) {
    Problem problem = Problems.of(failure);
    if (problem.status() == 500) {
      LOGGER.log(System.Logger.Level.ERROR, "A request failed in an unforeseen way", failure);
    } else if (problem.status() == 503) {
      LOGGER.log(
          System.Logger.Level.WARNING, "The market cannot be reached: {0}", failure.toString());
    }
    Response.ResponseBuilder answer =
        Response.status(problem.status()).type(Problem.TYPE).entity(problem.json().toString());
    if (problem.retryAfterS() > 0) {
      answer.header(HttpHeaders.RETRY_AFTER, problem.retryAfterS());
    }
    if (problem.status() == 401) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (problem.status() == 405 && failure instanceof WebApplicationException e) {
      answer.allow(e.getResponse().getAllowedMethods());
    }
    return answer.build();
  }

  /** The container maps this one itself, into something that is no problem. */
  @Provider
  public static class OfViolations implements ExceptionMapper<ConstraintViolationException> {
    private final ProblemMapper mapper = new ProblemMapper();

    @Override
    public Response toResponse(ConstraintViolationException failure) {
      return mapper.toResponse(failure);
    }
  }
}
