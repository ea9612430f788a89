package dev.millrace.dialect.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.model.JsonSchema;
import dev.millrace.provider.Calls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilledTest {
  private static final JsonSchema SCHEMA =
      JsonSchema.of(
          Calls.json(
              """
              {'type': 'object', 'required': ['prompt'], 'properties': {
                 'prompt': {'type': 'string', 'minLength': 1},
                 'num_outputs': {'type': 'integer', 'maximum': 4},
                 'input': {'type': 'array', 'items': {'type': 'string', 'minLength': 1}}}}
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "num_outputs|9|n|n",
        "prompt|''|prompt|prompt",
        "input|['a', '']|requests|requests[1]",
      })
  void theCallersOwnFieldIsBlamed(String place, String value, String field, String blamed) {
    var filled = blaming(Form.of(SCHEMA.document()), place, Calls.json(value), field);

    assertThat(filled.details()).containsEntry(FieldFault.PARAM, blamed);
    assertThat(filled.message()).startsWith("'" + blamed + "' does not fit this model: ");
    assertThat(filled.code()).isEqualTo(FaultCode.INVALID_INPUT);
  }

  @Test
  void aFieldThatNobodySaidIsNamedAsTheModelNamesIt() {
    assertThat(
            blaming(Form.of(SCHEMA.document()), "num_outputs", Calls.json("3"), "n", false)
                .details())
        .containsEntry(FieldFault.PARAM, "prompt");
  }

  @Test
  void anotherFaultStaysAsItIs() {
    var fault = Fault.of(FaultCode.MODEL_UNPRICED, "no price");

    assertThat(Form.of(SCHEMA.document()).filled().blaming(fault)).isEqualTo(fault);
  }

  private static Fault blaming(Form form, String place, JsonNode value, String field) {
    return blaming(form, place, value, field, true);
  }

  private static Fault blaming(
      Form form, String place, JsonNode value, String field, boolean prompted) {
    if (prompted) {
      form.put("prompt", Calls.json("'a cat'"), "prompt");
    }
    var filled = form.put(place, value, field).filled();
    return filled.blaming(
        Fault.invalid(FaultCode.INVALID_INPUT, "does not fit", SCHEMA.validate(filled.input())));
  }
}
