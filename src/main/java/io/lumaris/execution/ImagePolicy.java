package io.lumaris.execution;

import io.lumaris.job.ImageRules;
import io.lumaris.job.Reason;

/**
 * Which images this node runs: the market's rules, which are the buyer's matter, and its own, after
 * which another seller may run the job.
 */
public record ImagePolicy(ImageRules market, ImageRules own) {
  static final ImagePolicy ANY = new ImagePolicy(ImageRules.NONE, ImageRules.NONE);

  /** Before the image is fetched: throws {@link AttemptFailure} when a rule refuses its name. */
  void checkName(String image) {
    check(image, null);
  }

  /** Before it runs: throws {@link AttemptFailure} when a rule refuses its digest. */
  void checkDigest(String image, String digest) {
    check(image, digest);
  }

  private void check(String image, String digest) {
    market
        .against(image, digest)
        .ifPresent(rule -> refuse(Reason.IMAGE_NOT_ALLOWED, rule, "this market", digest));
    own.against(image, digest)
        .ifPresent(rule -> refuse(Reason.SELLER_REFUSED, rule, "this seller", digest));
  }

  private static void refuse(Reason reason, String rule, String whose, String digest) {
    String what = digest == null ? "it" : "it, whose digest is " + digest;
    String sentence =
        rule.equals("allow")
            ? "No rule of " + whose + " allows " + what + "."
            : "The rule \"" + rule + "\" of " + whose + " refuses " + what + ".";
    throw new AttemptFailure(reason, sentence, null);
  }
}
