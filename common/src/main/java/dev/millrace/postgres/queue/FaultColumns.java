package dev.millrace.postgres.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.ValidationError;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;

/** A fault as the columns {@code fault_code}, {@code fault_message} and {@code fault_details}. */
public final class FaultColumns {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<ValidationError>> ERRORS = new TypeReference<>() {};

  private FaultColumns() {}

  public static String code(Optional<Fault> fault) {
    return fault.map(f -> f.code().name()).orElse(null);
  }

  /** PostgreSQL's text cannot hold NUL, and an upstream's message may. */
  public static String message(Optional<Fault> fault) {
    return fault.map(f -> f.message().replace('\0', ' ')).orElse(null);
  }

  public static String details(Optional<Fault> fault) {
    return fault
        .map(Fault::validationErrors)
        .filter(errors -> !errors.isEmpty())
        .map(FaultColumns::write)
        .orElse(null);
  }

  public static Optional<Fault> read(Row row) {
    return Optional.ofNullable(row.getString("fault_code"))
        .map(
            code ->
                Fault.invalid(
                    FaultCode.valueOf(code),
                    row.getString("fault_message"),
                    errors(row.getString("fault_details"))));
  }

  private static String write(List<ValidationError> errors) {
    try {
      return JSON.writeValueAsString(errors);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("validation errors cannot be written as JSON", e);
    }
  }

  private static List<ValidationError> errors(String details) {
    if (details == null) {
      return List.of();
    }
    try {
      return JSON.readValue(details, ERRORS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored validation errors are not what we wrote", e);
    }
  }
}
