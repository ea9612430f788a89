package dev.millrace.api.catalog.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.http.PublicUrl;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ModelDocumentTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document =
      ModelDocument.of(
          CatalogueOnPaper.of(
                  "{name: lab/sub/echo, title: Echo, short_description: Echoes., description: All")
              .models()
              .iterator()
              .next(),
          new PublicUrl("https://api.example.com"));

  @Test
  void theRoutesOfAModelAreDescribed() {
    assertThat(document.path("openapi").textValue()).isEqualTo("3.1.0");
    assertThat(document.at("/info/title").textValue()).isEqualTo("Echo");
    assertThat(document.at("/info/summary").textValue()).isEqualTo("Echoes.");
    assertThat(document.at("/servers/0/url").textValue()).isEqualTo("https://api.example.com");
    assertThat(document.path("paths").fieldNames())
        .toIterable()
        .containsExactly(
            "/lab/sub/echo",
            "/lab/sub/echo/requests/{request_id}",
            "/lab/sub/echo/requests/{request_id}/status",
            "/lab/sub/echo/requests/{request_id}/cancel");
  }

  @Test
  void inputAndOutputAreTheModelsOwn() {
    assertThat(document.at("/components/schemas/Input").toString())
        .isEqualTo("{\"type\":\"object\"}");
    assertThat(document.at("/components/schemas/Output").toString()).isEqualTo("{}");
  }

  @Test
  void everyReferenceLeadsToSomething() {
    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isMissingNode()).isFalse());
  }

  @Test
  void whatRefersToASchemasRootRefersToItsNewPlace() throws IOException {
    assertThat(
            moved(
                "{'$defs':{'a':{'$ref':'#'}},'properties':{'$ref':{'$ref':'#/$defs/a'}},'items':[{'$ref':'#node'}]}"))
        .isEqualTo(
            json(
                "{'$defs':{'a':{'$ref':'#/x'}},'properties':{'$ref':{'$ref':'#/x/$defs/a'}},'items':[{'$ref':'#node'}]}"));
  }

  @Test
  void valuesAreNotTakenForReferences() throws IOException {
    var schema =
        "{'const':{'$ref':'#/a'},'properties':{'default':{'$ref':'#/b'}},'default':{'$ref':'#'}}";

    assertThat(moved(schema))
        .isEqualTo(
            json(
                "{'const':{'$ref':'#/a'},'properties':{'default':{'$ref':'#/x/b'}},'default':{'$ref':'#'}}"));
  }

  @Test
  void aSchemaWithAnIdIsItsOwnRoot() throws IOException {
    var schema = "{'$id':'urn:a','items':{'$ref':'#/$defs/a'}}";

    assertThat(moved(schema)).isEqualTo(json(schema));
  }

  private static JsonNode moved(String schema) throws IOException {
    return MovedSchema.to("#/x", json(schema));
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
