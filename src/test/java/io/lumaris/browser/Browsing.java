package io.lumaris.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test as many visitors as it asks for, and ends it by looking at what their browsers
 * complained about: there must be nothing. A test that expects complaints takes them away. Where a
 * test failed, what the visitors saw last is in {@code target/screenshots}.
 */
final class Browsing implements ParameterResolver, AfterTestExecutionCallback {
  private static final Namespace NAMESPACE = Namespace.create(Browsing.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Visitor.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Visitor visitor = new Visitor();
    visitors(test).add(visitor);
    return visitor;
  }

  @Override
  public void afterTestExecution(ExtensionContext test) {
    List<String> complaints = new ArrayList<>();
    for (Visitor visitor : visitors(test)) {
      if (test.getExecutionException().isPresent()) {
        visitor.screenshot("failed-" + test.getRequiredTestMethod().getName());
      }
      complaints.addAll(visitor.complaints());
      visitor.close();
    }
    assertThat(complaints).as("complaints of the browser").isEmpty();
  }

  @SuppressWarnings("unchecked") // only this class writes under its namespace
  private static List<Visitor> visitors(ExtensionContext test) {
    return (List<Visitor>)
        test.getStore(NAMESPACE).getOrComputeIfAbsent("visitors", key -> new ArrayList<Visitor>());
  }
}
