package io.lumaris.platform;

import io.lumaris.job.Limits;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Adds the job's spec to the description of the interface, from the rules that are enforced. */
public class SpecSchema implements OASFilter {
  private static final String BESIDE_THE_SPEC = "client_token";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Schema spec =
        OASFactory.createSchema().type(SchemaType.OBJECT).additionalPropertiesBoolean(false);
    Limits.rules()
        .forEach(
            (field, rule) -> {
              if (!field.equals(BESIDE_THE_SPEC)) {
                spec.addProperty(field, field(rule.asJsonObject()));
                if (rule.asJsonObject().getBoolean("required", false)) {
                  spec.required(List.of(field));
                }
              }
            });
    api.getComponents().addSchema("JobSpec", spec);
  }

  private static Schema field(JsonObject rule) {
    Schema schema = OASFactory.createSchema().description(rule.getString("hint"));
    return switch (rule.getString("type")) {
      case "string" -> text(rule, schema.type(SchemaType.STRING));
      case "choice" ->
          schema
              .type(SchemaType.STRING)
              .enumeration(
                  List.copyOf(
                      rule.getJsonArray("of").getValuesAs(jakarta.json.JsonString::getString)));
      case "number" -> number(rule, schema.type(SchemaType.NUMBER));
      case "integer" -> number(rule, schema.type(SchemaType.INTEGER));
      case "boolean" ->
          schema.type(SchemaType.BOOLEAN).defaultValue(rule.getBoolean("default", false));
      case "list" ->
          schema.type(SchemaType.ARRAY).maxItems(rule.getInt("max_items")).items(aString());
      case "map" ->
          schema
              .type(SchemaType.OBJECT)
              .maxProperties(rule.getInt("max_items"))
              .additionalPropertiesSchema(aString().maxLength(rule.getInt("max_length")));
      default -> throw new IllegalStateException("limits.json has a type " + rule);
    };
  }

  private static Schema text(JsonObject rule, Schema schema) {
    schema.maxLength(rule.getInt("max_length"));
    if (rule.containsKey("pattern")) {
      schema.minLength(rule.getInt("min_length", 0)).pattern(rule.getString("pattern"));
    }
    return schema;
  }

  private static Schema number(JsonObject rule, Schema schema) {
    schema.minimum(decimal(rule.get("min"))).maximum(decimal(rule.get("max")));
    return rule.containsKey("default") ? schema.defaultValue(decimal(rule.get("default"))) : schema;
  }

  private static BigDecimal decimal(JsonValue value) {
    return ((JsonNumber) value).bigDecimalValue();
  }

  private static Schema aString() {
    return OASFactory.createSchema().type(SchemaType.STRING);
  }
}
