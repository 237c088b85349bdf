package io.lumaris.account;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the header {@value #HEADER} may hold: a caller's own key, by which a call is made once. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@Pattern(regexp = "[\\x20-\\x7e]{1,128}")
@ReportAsSingleViolation
public @interface IdempotencyKey {
  /** The name of the header. */
  String HEADER = "Idempotency-Key";

  /** What is said about any other text. */
  String message() default "must have 1 to 128 printable ASCII characters";

  /** As every constraint has them. */
  Class<?>[] groups() default {};

  /** As every constraint has it. */
  Class<? extends Payload>[] payload() default {};
}
