package io.lumaris.job;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which images somebody lets run. A rule that denies wins; where there is one that allows, an image
 * has to match one of those. A pattern is matched against an image's {@link ImageName#canonical
 * whole name}, or, when it speaks of {@code @sha256:}, against repository and digest; {@code *}
 * stands for any characters. The market does the same in SQL ({@code lumaris.image_rule_against}).
 *
 * @param allow patterns of which one must match; with none, all images are allowed
 * @param deny patterns of which none may match
 */
public record ImageRules(List<String> allow, List<String> deny) {
  public static final ImageRules NONE = new ImageRules(List.of(), List.of());

  /** What a pattern may be: one that fits no name at all is a mistake. As in the Nakama module. */
  public static final Pattern PATTERN =
      Pattern.compile("^(\\*|localhost/|[a-zA-Z0-9-]*[.:*][a-zA-Z0-9.:*-]*/)[a-zA-Z0-9._/:@*-]*$");

  private static final String DIGEST = "@sha256:";

  /** Absent lists are empty ones. */
  public ImageRules {
    allow = allow == null ? List.of() : List.copyOf(allow);
    deny = deny == null ? List.of() : List.copyOf(deny);
  }

  public boolean refuseNothing() {
    return allow.isEmpty() && deny.isEmpty();
  }

  /**
   * The rule that refuses an image: {@code deny PATTERN}, or {@code allow} when none of those fits;
   * empty when no rule does.
   *
   * @param digest what runs under this name; {@code null} while only the name is known: what
   *     depends on the digest is let through then
   */
  public Optional<String> against(String image, String digest) {
    ImageName name = ImageName.of(image);
    int at = image.indexOf('@');
    String known = digest == null && at >= 0 ? image.substring(at + 1) : digest;
    for (String pattern : deny) {
      if (fits(pattern, name, known).orElse(false)) {
        return Optional.of("deny " + pattern);
      }
    }
    boolean allowed =
        allow.isEmpty()
            || allow.stream().anyMatch(pattern -> fits(pattern, name, known).orElse(true));
    return allowed ? Optional.empty() : Optional.of("allow");
  }

  /**
   * Empty when only the digest will tell. A name with a digest in place of the tag fits "any tag",
   * too.
   */
  private static Optional<Boolean> fits(String written, ImageName name, String digest) {
    int slash = written.indexOf('/');
    String pattern =
        slash < 0
            ? written
            : ImageName.registry(written.substring(0, slash)) + written.substring(slash);
    if (!pattern.contains(DIGEST)) {
      String named = name.canonical().replaceFirst("@.*", "");
      boolean pinned = name.canonical().contains("@");
      return Optional.of(matches(named, pattern) || (pinned && matches(named + ":", pattern)));
    }
    return Optional.ofNullable(digest)
        .map(known -> matches(name.repository() + "@" + known, pattern));
  }

  /** Goes back to the last star only, so that no pattern takes long. */
  private static boolean matches(String text, String pattern) {
    int at = 0;
    int next = 0;
    int star = -1;
    int afterStar = 0;
    while (at < text.length()) {
      if (next < pattern.length() && pattern.charAt(next) == '*') {
        star = next++;
        afterStar = at;
      } else if (next < pattern.length() && pattern.charAt(next) == text.charAt(at)) {
        at++;
        next++;
      } else if (star >= 0) {
        next = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    return pattern.substring(next).chars().allMatch(c -> c == '*');
  }
}
