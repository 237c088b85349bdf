package io.lumaris.buyer;

import io.lumaris.job.Limits;
import jakarta.json.JsonObject;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.regex.Pattern;

/** The spec of a job keeps every rule of limits.json; each that it breaks is one violation. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = WithinLimits.Validator.class)
public @interface WithinLimits {
  String message() default "must be the spec of a job";

  /** Whether the spec is still being written: what is missing is not wrong yet. */
  boolean soFar() default false;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Asks {@link Limits}. */
  final class Validator implements ConstraintValidator<WithinLimits, JsonObject> {
    // In a message these begin an expression or a parameter, and the client wrote parts of it.
    private static final Pattern SPECIAL = Pattern.compile("[\\\\{}$]");

    private boolean soFar;

    @Override
    public void initialize(WithinLimits rule) {
      soFar = rule.soFar();
    }

    @Override
    public boolean isValid(JsonObject spec, ConstraintValidatorContext context) {
      List<Limits.Problem> problems = spec == null ? List.of() : problems(spec);
      context.disableDefaultConstraintViolation();
      problems.forEach(problem -> report(problem, context));
      return problems.isEmpty();
    }

    private List<Limits.Problem> problems(JsonObject spec) {
      return soFar ? Limits.problemsSoFar(spec) : Limits.problems(spec);
    }

    private static void report(Limits.Problem problem, ConstraintValidatorContext context) {
      context
          .buildConstraintViolationWithTemplate(
              SPECIAL.matcher(problem.sentence()).replaceAll("\\\\$0"))
          .addPropertyNode(problem.field())
          .addConstraintViolation();
    }
  }
}
