package io.lumaris.platform;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers given before any resource is reached. */
final class Responses {

  private Responses() {}

  static void send(HttpServletResponse response, Problem problem) throws IOException {
    byte[] body = problem.json().toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(problem.status());
    response.setContentType(Problem.TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
