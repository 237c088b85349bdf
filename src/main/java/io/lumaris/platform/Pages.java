package io.lumaris.platform;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sends the page: its files, and the one document for every address that is no file, because the
 * page finds its way by the address itself. Where no portal runs, the seller's page instead.
 */
public class Pages extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final Pattern SERVICE =
      Pattern.compile("/(api|live|health|metrics|openapi|error)(/.*)?");
  private static final Pattern NOT_HERE_WITHOUT_WEB =
      Pattern.compile(
          "/(live|api/(session|jobs|sellers|limits|samples|payments|payouts|operator)(/.*)?)");
  private static final Set<String> READING = Set.of("GET", "HEAD");

  @Inject private transient PortalSettings settings;
  @Inject private transient PageFiles files;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path =
        request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    if (!settings.web() && NOT_HERE_WITHOUT_WEB.matcher(path).matches()) {
      Responses.send(
          response,
          Problem.of(404, "not_a_portal", "This node sells: lumaris.roles has no role web here."));
    } else if (SERVICE.matcher(path).matches()) {
      chain.doFilter(request, response);
    } else if (!READING.contains(request.getMethod())) {
      response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else {
      page(path, request, response);
    }
  }

  private void page(String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<PageFile> file = files.find(path);
    boolean document =
        path.equals(PageFiles.INDEX) || !path.substring(path.lastIndexOf('/')).contains(".");
    if (document && !settings.web()) {
      response.sendRedirect(PageFiles.NODE);
    } else if (file.isPresent()) {
      send(file.get(), request, response);
    } else if (document) {
      send(files.find(PageFiles.INDEX).orElseThrow(), request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void send(PageFile file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader(
        "Cache-Control", file.immutable() ? "public, max-age=31536000, immutable" : "no-cache");
    response.setHeader("ETag", file.etag());
    response.setHeader("Vary", "Accept-Encoding");
    if (file.etag().equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    String accepted = request.getHeader("Accept-Encoding");
    boolean gzip = file.smallerCompressed() && accepted != null && accepted.contains("gzip");
    byte[] body = file.body(gzip);
    if (gzip) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentType(file.type());
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }
}
