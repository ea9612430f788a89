package dev.millrace.api.http.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.ValidationError;
import java.util.List;
import java.util.Optional;

/** What is wrong with a body, in words without names of classes. */
final class JsonFaults {
  private JsonFaults() {}

  /** Empty when the exception is about writing JSON, or about our own classes. */
  static Optional<Fault> of(JsonProcessingException failure) {
    return switch (failure) {
      case StreamConstraintsException tooMuch ->
          malformed("the body nests too deep, or holds a name, text or number that is too long");
      case StreamReadException noJson ->
          malformed("the body is not JSON" + place(noJson) + ": " + noJson.getOriginalMessage());
      case MismatchedInputException other -> Optional.of(wrongType(other));
      default -> Optional.empty();
    };
  }

  private static Optional<Fault> malformed(String message) {
    return Optional.of(Fault.of(FaultCode.MALFORMED, message));
  }

  private static String place(StreamReadException failure) {
    var at = failure.getLocation();
    return at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static Fault wrongType(MismatchedInputException failure) {
    var path = failure.getPath().stream().map(JsonFaults::step).toList();
    if (path.isEmpty()) {
      return Fault.of(
          FaultCode.MALFORMED,
          "the body is empty, goes on behind its end, or is not the JSON object expected here");
    }
    var pointer = "/" + String.join("/", path);
    return Fault.invalid(
        FaultCode.MALFORMED,
        "the field " + pointer + " has the wrong type",
        List.of(new ValidationError(path, pointer, "has the wrong type", "type")));
  }

  private static String step(JsonMappingException.Reference reference) {
    return reference.getFieldName() != null
        ? reference.getFieldName()
        : Integer.toString(reference.getIndex());
  }
}
