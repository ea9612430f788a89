package dev.millrace.model;

import static dev.millrace.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class UriPlacesTest {
  @Test
  void aSchemaThatSpeaksOfNoUriHasNoPlaces() {
    assertThat(uris("{'properties': {'a': {'type': 'string'}}}", "{'a': 'x://a'}")).isEmpty();
    assertThat(uris("{}", "'x://a'")).isEmpty();
  }

  @Test
  void theValueItselfMayBeOne() {
    assertThat(uris("{'format': 'uri'}", "'x://a'")).containsExactly("x://a");
    assertThat(uris("{'format': 'uri'}", "['x://a', 1]")).isEmpty();
  }

  @Test
  void propertiesAndItemsAreFollowedInOrderAndEachIsToldOnce() {
    var schema =
        "{'properties': {'images': {'items': {'properties': {'url': {'format': 'uri'}}}},"
            + "'text': {'type': 'string'}}}";

    assertThat(
            uris(
                schema,
                "{'images': [{'url': 'x://b', 'other': 'x://no'}, {'url': 'x://a'}, {'url':"
                    + " 'x://b'}],'text': 'x://no'}"))
        .containsExactly("x://b", "x://a");
  }

  @Test
  void tuplesAndOtherFieldsAreFollowed() {
    assertThat(
            uris(
                "{'prefixItems': [{}, {'format': 'uri'}], 'items': {'additionalProperties':"
                    + " {'format': 'uri'}}}",
                "['x://no', 'x://a', {'b': 'x://b'}]"))
        .containsExactly("x://a", "x://b");
    assertThat(
            uris(
                "{'properties': {'a': {}}, 'patternProperties': {'^u': {'format': 'uri'}}}",
                "{'url': 'x://u'}"))
        .containsExactly("x://u");
  }

  @Test
  void anyBranchMayNameAPlace() {
    for (var branches : Set.of("anyOf", "oneOf", "allOf")) {
      assertThat(
              uris(
                  "{'%s': [{'type': 'string', 'format': 'uri'}, {'items': {'format': 'uri'}}]}"
                      .formatted(branches),
                  "['x://a']"))
          .containsExactly("x://a");
    }
  }

  @Test
  void referencesAreFollowed() {
    assertThat(
            uris(
                "{'$defs': {'file': {'properties': {'url': {'$ref': '#/$defs/url'}}}, 'url':"
                    + " {'format': 'uri'}},'items': {'$ref': '#/$defs/file'}}",
                "[{'url': 'x://a'}]"))
        .containsExactly("x://a");
  }

  @Test
  @Timeout(10)
  void circlesOfReferencesEnd() {
    var schema =
        "{'properties': {'url': {'format': 'uri'}, 'next': {'$ref': '#'}},'anyOf': [{'$ref':"
            + " '#/$defs/a'}, {'$ref': '#/$defs/b'}],'$defs': {'a': {'properties': {'next':"
            + " {'anyOf': [{'$ref': '#'}, {'$ref': '#/$defs/b'}]}}},'b': {'properties': {'next':"
            + " {'anyOf': [{'$ref': '#'}, {'$ref': '#/$defs/a'}]}}}}}";
    var value = "{'url': 'x://last'}";
    for (int i = 0; i < 40; i++) {
      value = "{'next': %s}".formatted(value);
    }

    assertThat(uris(schema, value)).containsExactly("x://last");
  }

  private static Set<String> uris(String schema, String value) {
    return JsonSchema.of(json(schema)).uris(json(value));
  }
}
