package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.buyer.OperatorContract.Operator;
import io.lumaris.job.Attempt;
import io.lumaris.job.Job;
import io.lumaris.job.Limits;
import io.lumaris.market.Payment;
import io.lumaris.market.PolicyRule;
import io.lumaris.platform.RestApplication;
import io.lumaris.seller.NodeStatus;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description of the interface is complete, and says what the code does. */
interface OpenApiContract extends Portal {

  @Test
  default void everyAddressAndMethodThatExistsIsDescribedAndNoOther() {
    Set<String> described = new TreeSet<>();
    operations().forEach(operation -> described.add(operation.name()));

    assertThat(described).isEqualTo(offered());
  }

  @Test
  default void everyAnswerHasADescriptionAndEveryBodyAnExample() {
    JsonObject api = api();

    assertThat(operations())
        .allSatisfy(
            operation -> {
              JsonObject responses = operation.json().getJsonObject("responses");
              assertThat(operation.json().getString("summary")).isNotBlank();
              assertThat(responses.keySet()).anyMatch(status -> status.startsWith("2"));
              responses.values().forEach(answer -> hasExamples(resolved(api, answer)));
              if (operation.json().containsKey("requestBody")) {
                hasExamples(operation.json().getJsonObject("requestBody"));
              }
            });
  }

  @Test
  default void theSpecIsDescribedByTheRulesThatAreEnforced() {
    Set<String> fields = new TreeSet<>(Limits.rules().keySet());
    fields.remove("client_token");

    assertThat(properties("JobSpec")).isEqualTo(fields);
    assertThat(
            schema("JobSpec")
                .getJsonObject("properties")
                .getJsonObject("memory_mb")
                .getInt("minimum"))
        .isEqualTo(16);
  }

  @Test
  default void aJobIsDescribedAsItIsSent() {
    assertThat(properties("Job")).isEqualTo(fieldsOf(Job.class));
    assertThat(fieldsOf(Attempt.class)).containsAll(properties("Attempt"));
  }

  @Test
  default void whatOperatorsReadIsDescribedAsItIsSent() {
    try (Operator operator = new Operator(portal())) {
      Visitor at = operator.at();
      JsonObject overview = at.get("/api/operator/overview").expect(200).json();
      assertThat(properties("Overview")).isEqualTo(overview.keySet());
      for (String part : List.of("jobs", "sellers", "money")) {
        assertThat(propertiesOf(schema("Overview").getJsonObject("properties").get(part)))
            .containsAll(overview.getJsonObject(part).keySet());
      }
      JsonObject audit = at.get("/api/operator/audit").expect(200).json();
      assertThat(properties("Audit")).isEqualTo(audit.keySet());
      assertThat(propertiesOf(schema("Audit").getJsonObject("properties").get("totals")))
          .isEqualTo(audit.getJsonObject("totals").keySet());
      JsonObject settings = at.get("/api/operator/settings").expect(200).json();
      assertThat(properties("Setting"))
          .isEqualTo(settings.getJsonArray("settings").getJsonObject(0).keySet());
    }
    assertThat(properties("ImageRule")).isEqualTo(fieldsOf(PolicyRule.class));
    assertThat(fieldsOf(Payment.class)).containsAll(properties("TopUp"));
  }

  @Test
  default void aNodeIsDescribedAsItSaysOfItself() {
    assertThat(properties("NodeStatus")).isEqualTo(fieldsOf(NodeStatus.class));
    JsonObject parts = schema("NodeStatus").getJsonObject("properties");
    assertThat(propertiesOf(parts.getJsonObject("running").get("items")))
        .isEqualTo(fieldsOf(NodeStatus.Running.class));
    assertThat(propertiesOf(parts.getJsonObject("results").get("items")))
        .isEqualTo(fieldsOf(NodeStatus.Result.class));
    assertThat(propertiesOf(parts.get("totals"))).isEqualTo(fieldsOf(NodeStatus.Totals.class));
    assertThat(propertiesOf(parts.getJsonObject("health").get("items")))
        .isEqualTo(fieldsOf(NodeStatus.Check.class));
  }

  private JsonObject api() {
    return Visitor.stranger(portal())
        .get("/openapi?format=JSON", "Accept", "application/json")
        .expect(200)
        .json();
  }

  private JsonObject schema(String name) {
    return api().getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
  }

  private Set<String> properties(String schema) {
    return propertiesOf(schema(schema));
  }

  private static Set<String> propertiesOf(JsonValue schema) {
    return new TreeSet<>(schema.asJsonObject().getJsonObject("properties").keySet());
  }

  private List<Operation> operations() {
    return api().getJsonObject("paths").entrySet().stream()
        .flatMap(
            path ->
                path.getValue().asJsonObject().entrySet().stream()
                    .filter(entry -> !entry.getKey().equals("parameters"))
                    .map(
                        entry ->
                            new Operation(
                                entry.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                entry.getValue().asJsonObject())))
        .toList();
  }

  /** One method of one address. */
  record Operation(String name, JsonObject json) {}

  private static void hasExamples(JsonObject answer) {
    if (answer.containsKey("description")) {
      assertThat(answer.getString("description")).isNotBlank();
    }
    if (answer.containsKey("content")) {
      assertThat(answer.getJsonObject("content").values())
          .isNotEmpty()
          .allSatisfy(
              content -> assertThat(content.asJsonObject().getJsonObject("examples")).isNotEmpty());
    }
  }

  private static JsonObject resolved(JsonObject api, JsonValue answer) {
    String reference = answer.asJsonObject().getString("$ref", "");
    return reference.isEmpty()
        ? answer.asJsonObject()
        : api.getValue(reference.substring(1)).asJsonObject();
  }

  /** Of every resource that the application has, so that none can be forgotten here. */
  private static Set<String> offered() {
    return new RestApplication()
        .getClasses().stream()
            .filter(type -> type.isAnnotationPresent(Path.class))
            .flatMap(resource -> Stream.of(resource.getDeclaredMethods()))
            .flatMap(OpenApiContract::names)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> names(Method method) {
    return Stream.of(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(
            type ->
                type.getAnnotation(HttpMethod.class).value()
                    + " /api"
                    + path(method.getDeclaringClass().getAnnotation(Path.class))
                    + path(method.getAnnotation(Path.class)));
  }

  private static String path(Path path) {
    return path == null || path.value().equals("/") ? "" : "/" + path.value();
  }

  private static Set<String> fieldsOf(Class<? extends Record> type) {
    return Stream.of(type.getRecordComponents())
        .map(RecordComponent::getName)
        .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
