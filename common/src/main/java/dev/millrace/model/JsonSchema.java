package dev.millrace.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import dev.millrace.fault.ValidationError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A schema compiled once. Formats are asserted; nothing outside the document is ever loaded, so a
 * {@code $ref} reaches no further than the document itself.
 */
public final class JsonSchema implements Schema {
  private static final String DRAFT = SpecificationVersion.DRAFT_2020_12.getDialectId();
  private static final SchemaRegistryConfig CONFIG =
      SchemaRegistryConfig.builder()
          .formatAssertionsEnabled(true)
          .pathType(PathType.JSON_POINTER)
          .locale(Locale.ENGLISH)
          .regularExpressionFactory(BoundedPattern::of)
          .build();

  private static final com.networknt.schema.Schema META =
      SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(CONFIG))
          .getSchema(SchemaLocation.of(DRAFT));

  /** What all validations have in common; the library would make one for each. */
  private static final ExecutionConfig EXECUTION =
      META.createExecutionContext().getExecutionConfig();

  private final JsonNode document;
  private final com.networknt.schema.Schema compiled;
  private final UriPlaces uris;

  private JsonSchema(JsonNode document, com.networknt.schema.Schema compiled) {
    this.document = document;
    this.compiled = compiled;
    this.uris = UriPlaces.of(document);
  }

  /**
   * Compiles a document.
   *
   * @throws InvalidSchemaException when it is no schema of draft 2020-12, or refers to what is not
   *     in it
   */
  public static JsonSchema of(JsonNode document) {
    refuseOtherDrafts(document);
    var errors = validate(META, document);
    if (!errors.isEmpty()) {
      throw new InvalidSchemaException(errors);
    }
    return new JsonSchema(document, compile(document));
  }

  @Override
  public JsonNode document() {
    return document;
  }

  @Override
  public List<ValidationError> validate(JsonNode value) {
    return validate(compiled, value);
  }

  @Override
  public Set<String> uris(JsonNode value) {
    return uris.in(value);
  }

  private static void refuseOtherDrafts(JsonNode document) {
    var draft = document.path("$schema").asText(DRAFT);
    if (!draft.equals(DRAFT)) {
      throw InvalidSchemaException.at(
          List.of("$schema"), "is %s; only %s is understood".formatted(draft, DRAFT), "$schema");
    }
  }

  /** A registry of its own for each document, so that no two of them meet under one {@code $id}. */
  private static com.networknt.schema.Schema compile(JsonNode document) {
    var registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemaRegistryConfig(CONFIG)
                    .schemaLoader(loader -> loader.block(anything -> true)));
    try {
      var schema = registry.getSchema(document);
      schema.initializeValidators();
      return schema;
    } catch (SchemaException | IllegalArgumentException e) {
      throw InvalidSchemaException.at(List.of(), String.valueOf(e.getMessage()), "$ref");
    }
  }

  private static List<ValidationError> validate(
      com.networknt.schema.Schema schema, JsonNode value) {
    var context = new BoundedErrors(EXECUTION);
    try {
      schema.validate(context, value);
    } catch (BoundedErrors.Enough enough) {
      return told(enough.errors());
    } catch (BoundedPattern.PatternTooSlow slow) {
      return List.of(new ValidationError(List.of(), "", slow.getMessage(), "pattern"));
    }
    return told(context.getErrors());
  }

  private static List<ValidationError> told(List<Error> errors) {
    return errors.stream().limit(BoundedErrors.MOST).map(JsonSchema::told).toList();
  }

  private static ValidationError told(Error error) {
    var path = steps(error.getInstanceLocation(), error.getProperty());
    return new ValidationError(path, pointer(path), error.getMessage(), error.getKeyword());
  }

  /** The way to a field: a missing or unknown one comes as {@code property} of its object. */
  private static List<String> steps(NodePath location, String property) {
    var steps = new ArrayList<String>();
    for (int i = 0; i < location.getNameCount(); i++) {
      steps.add(String.valueOf(location.getElement(i)));
    }
    if (property != null) {
      steps.add(property);
    }
    return steps;
  }

  private static String pointer(List<String> steps) {
    var pointer = new StringBuilder();
    for (var step : steps) {
      pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}
