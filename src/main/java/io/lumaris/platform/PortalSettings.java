package io.lumaris.platform;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What this installation is and how it is reached.
 *
 * @param roles what runs here: {@code web} (the portal), {@code seller} (a seller's node)
 * @param trustProxy whether X-Forwarded-Proto and X-Forwarded-Host are the proxy's own words
 * @param origins further origins from which the page may be used, besides the portal's own
 */
record PortalSettings(Set<String> roles, boolean trustProxy, List<String> origins) {
  static final String WEB = "web";
  static final String SELLER = "seller";

  /** Checks every value; an {@link IllegalArgumentException} names the setting and the fix. */
  PortalSettings {
    roles = Set.copyOf(roles);
    origins = List.copyOf(origins);
    if (roles.isEmpty() || !Set.of(WEB, SELLER).containsAll(roles)) {
      throw new IllegalArgumentException(
          "lumaris.roles must be web, seller or web,seller, it is "
              + String.join(",", new TreeSet<>(roles)));
    }
    origins.forEach(PortalSettings::checkOrigin);
  }

  /**
   * Settings from configuration: {@code lumaris.roles}, {@code lumaris.portal.trust-proxy}, {@code
   * lumaris.portal.origins}.
   *
   * @param lookup finds the text of a key
   */
  static PortalSettings read(Function<String, Optional<String>> lookup) {
    return new PortalSettings(
        Set.copyOf(list(lookup.apply("lumaris.roles").orElse("web,seller"))),
        flag("lumaris.portal.trust-proxy", lookup.apply("lumaris.portal.trust-proxy")),
        list(lookup.apply("lumaris.portal.origins").orElse("")));
  }

  /** Whether this is a portal. */
  boolean web() {
    return roles.contains(WEB);
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .distinct()
        .collect(Collectors.toList());
  }

  private static boolean flag(String key, Optional<String> text) {
    String word = text.map(String::strip).orElse("false");
    if (!word.equals("true") && !word.equals("false")) {
      throw new IllegalArgumentException(key + " must be true or false, it is " + word);
    }
    return word.equals("true");
  }

  private static void checkOrigin(String origin) {
    try {
      URI uri = URI.create(origin);
      String bare = uri.getScheme() + "://" + uri.getRawAuthority();
      if (uri.getHost() != null && uri.getScheme().startsWith("http") && bare.equals(origin)) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw wrongOrigin(origin, e);
    }
    throw wrongOrigin(origin, null);
  }

  private static IllegalArgumentException wrongOrigin(String origin, Exception cause) {
    return new IllegalArgumentException(
        "lumaris.portal.origins must list origins such as https://lumaris.example, it has "
            + origin,
        cause);
  }
}
