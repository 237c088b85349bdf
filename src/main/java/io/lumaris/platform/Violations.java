package io.lumaris.platform;

import io.lumaris.buyer.WithinLimits;
import io.lumaris.job.Limits;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What Bean Validation found, with the names that the client wrote. */
final class Violations {
  private static final String WHOLE_BODY = "body";
  private static final List<String> ORDER = List.copyOf(Limits.rules().keySet());

  private Violations() {}

  static Problem problem(ConstraintViolationException e) {
    List<Problem.Field> fields =
        e.getConstraintViolations().stream()
            .map(violation -> new Problem.Field(name(violation), violation.getMessage()))
            .distinct()
            // The set has no order: the one of limits.json, unknown fields first.
            .sorted(
                Comparator.comparing((Problem.Field field) -> rank(field.field()))
                    .thenComparing(Problem.Field::field))
            .toList();
    boolean job = e.getConstraintViolations().stream().anyMatch(Violations::isAboutAJob);
    return Problem.ofFields(job ? "invalid_job" : "invalid_request", fields);
  }

  private static boolean isAboutAJob(ConstraintViolation<?> violation) {
    return violation.getConstraintDescriptor().getAnnotation() instanceof WithinLimits;
  }

  private static int rank(String field) {
    return ORDER.indexOf(field.split("\\.", 2)[0]);
  }

  private static String name(ConstraintViolation<?> violation) {
    List<String> properties = new ArrayList<>();
    String parameter = WHOLE_BODY;
    Path.MethodNode method = null;
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.METHOD) {
        method = node.as(Path.MethodNode.class);
      } else if (node.getKind() == ElementKind.PARAMETER && method != null) {
        parameter =
            parameter(
                violation.getRootBeanClass(),
                method,
                node.as(Path.ParameterNode.class).getParameterIndex());
      } else if (node.getKind() == ElementKind.PROPERTY) {
        properties.add(node.getName());
      }
    }
    return properties.isEmpty() ? parameter : String.join(".", properties);
  }

  /** The name in the header or the query; a parameter without one is the body. */
  private static String parameter(Class<?> resource, Path.MethodNode method, int index) {
    Class<?>[] types = method.getParameterTypes().toArray(new Class<?>[0]);
    return classes(resource)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(candidate -> candidate.getName().equals(method.getName()))
        .filter(candidate -> Arrays.equals(candidate.getParameterTypes(), types))
        .map(candidate -> name(candidate, index))
        .filter(name -> !name.equals(WHOLE_BODY))
        .findFirst()
        .orElse(WHOLE_BODY);
  }

  /** The class and those it extends: the container may have made a subclass. */
  private static Stream<Class<?>> classes(Class<?> type) {
    return Stream.iterate(type, at -> at != null, at -> (Class<?>) at.getSuperclass());
  }

  private static String name(Method method, int index) {
    for (Annotation annotation : method.getParameterAnnotations()[index]) {
      if (annotation instanceof HeaderParam header) {
        return header.value();
      } else if (annotation instanceof QueryParam query) {
        return query.value();
      }
    }
    return WHOLE_BODY;
  }
}
