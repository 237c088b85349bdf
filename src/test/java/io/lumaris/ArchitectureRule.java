package io.lumaris;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who may know whom. Each rule names the class planted under {@code io.lumaris.planted} that breaks
 * it: a rule that nothing can break says nothing.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
enum ArchitectureRule {
  PACKAGES_HAVE_NO_CYCLES(
      "MarketUsingSeller", root -> slices().matching(root + ".(*)..").should().beFreeOfCycles()),

  JOB_KNOWS_ONLY_THE_JDK_AND_JSON(
      "JobUsingContainer",
      root ->
          classes()
              .that()
              .resideInAPackage(root + ".job..")
              .should()
              .onlyDependOnClassesThat()
              .resideInAnyPackage(root + ".job..", "java..", "jakarta.json..")),

  RECEIPTS_ARE_CHECKED_WITHOUT_ANYBODY(
      "ReceiptUsingPlatform",
      root ->
          noClasses()
              .that()
              .resideInAPackage(root + ".receipt..")
              .should()
              .dependOnClassesThat(
                  resideInAPackage(root + "..")
                      .and(resideOutsideOfPackages(root + ".receipt..", root + ".job..")))),

  ONLY_RECEIPTS_TOUCH_JOSE(
      "JobUsingJose", root -> noneBut(root, root + ".receipt..").touches("com.nimbusds..")),

  ONLY_PAYMENTS_TOUCH_STRIPE(
      "BuyerUsingStripe", root -> noneBut(root, root + ".payment..").touches("com.stripe..")),

  BUYERS_NEVER_REACH_SELLERS(
      "BuyerUsingSeller", root -> none(root, "buyer").reaches(root, "seller", "execution")),

  SELLERS_NEVER_REACH_BUYERS(
      "SellerUsingBuyer", root -> none(root, "seller", "execution").reaches(root, "buyer")),

  ONLY_EXECUTION_TOUCHES_DOCKER(
      "SellerUsingDocker",
      root -> noneBut(root, root + ".execution..").touches("com.github.dockerjava..")),

  ONLY_NAKAMA_TOUCHES_THE_HTTP_CLIENT(
      "MarketUsingHttp", root -> noneBut(root, root + ".nakama..").touches("java.net.http..")),

  NAKAMA_IS_REACHED_THROUGH_THE_MARKET(
      "ExecutionUsingNakama",
      root ->
          none(root, "buyer", "seller", "execution", "payment", "operator")
              .reaches(root, "nakama")),

  THE_COMMAND_LINE_NEEDS_NO_CONTAINER(
      "CommandUsingContainer",
      root ->
          none(root, "cli")
              .touches(
                  "jakarta.ejb..",
                  "jakarta.servlet..",
                  "jakarta.websocket..",
                  "jakarta.ws.rs..",
                  "jakarta.enterprise..")),

  NOBODY_DEPENDS_ON_PLATFORM(
      "AccountUsingPlatform",
      root -> noneBut(root, root + ".platform..").reaches(root, "platform")),

  /** The root holds the main class, through which the command line starts. */
  ONLY_THE_COMMAND_LINE_PRINTS(
      "LocalPrinting",
      root ->
          noClasses()
              .that()
              .resideOutsideOfPackages(root, root + ".cli..")
              .should(ACCESS_STANDARD_STREAMS));

  private final String planted;
  private final Function<String, ArchRule> rule;

  ArchitectureRule(String planted, Function<String, ArchRule> rule) {
    this.planted = planted;
    this.rule = rule;
  }

  /** The simple name of the class that breaks this rule. */
  String planted() {
    return planted;
  }

  /** This rule for the packages under a root. */
  ArchRule under(String root) {
    return rule.apply(root);
  }

  private static Forbidden none(String root, String... packages) {
    return names ->
        noClasses()
            .that()
            .resideInAnyPackage(within(root, packages))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(names);
  }

  private static Forbidden noneBut(String root, String allowed) {
    return names ->
        noClasses()
            .that()
            .resideInAPackage(root + "..")
            .and()
            .resideOutsideOfPackage(allowed)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(names);
  }

  private static String[] within(String root, String... packages) {
    return Stream.of(packages).map(name -> root + "." + name + "..").toArray(String[]::new);
  }

  /** The second half of a rule: on what nobody of the first half may depend. */
  private interface Forbidden {
    ArchRule touches(String... packages);

    default ArchRule reaches(String root, String... packages) {
      return touches(within(root, packages));
    }
  }
}
