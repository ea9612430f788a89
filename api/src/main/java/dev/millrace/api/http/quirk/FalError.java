package dev.millrace.api.http.quirk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.millrace.api.http.fault.Envelope;
import dev.millrace.fault.ValidationError;
import java.util.ArrayList;
import java.util.List;

/**
 * Our envelope with what fal's clients read beside it.
 *
 * @param detail a sentence, or the fields that do not fit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FalError(
    @JsonUnwrapped Object rest, Object detail, @JsonProperty("error_type") String errorType) {

  /**
   * A field that does not fit.
   *
   * @param loc begins with {@code body}
   */
  record Field(List<String> loc, String msg, String type) {
    static Field of(ValidationError error) {
      var place = new ArrayList<String>();
      place.add("body");
      place.addAll(error.path());
      return new Field(place, error.message(), error.code());
    }
  }

  /**
   * @param rest the whole body, of which the envelope is a part
   */
  static FalError of(Object rest, Envelope envelope) {
    return new FalError(rest, detail(envelope), FalWords.errorType(code(envelope)));
  }

  static String code(Envelope envelope) {
    return String.valueOf(envelope.details().get("code"));
  }

  private static Object detail(Envelope envelope) {
    return envelope.details().get("validationErrors") instanceof List<?> errors
        ? errors.stream().map(ValidationError.class::cast).map(Field::of).toList()
        : envelope.message();
  }
}
