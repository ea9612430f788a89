package dev.millrace.api.http.fault;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.fault.ValidationError;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Refuses one field of a body, or one parameter, in the envelope's own terms. */
public final class Refusal {
  private static final String JSON = "application/json";
  private static final Pattern JSON_OF_ANY_KIND = Pattern.compile(JSON + "(\\s*;.*)?");

  private Refusal() {}

  /**
   * A field of a body whose value does not fit.
   *
   * @param code the schema keyword that says so, such as {@code maximum}
   * @param complaint goes on from the field's name: {@code must be at most 5}
   */
  public static FaultException of(String field, String code, String complaint) {
    return of(List.of(field), code, complaint);
  }

  /** The same for a field within others, outermost first. */
  public static FaultException of(List<String> path, String code, String complaint) {
    var error = new ValidationError(path, "/" + String.join("/", path), complaint, code);
    return new FaultException(
        Fault.invalid(
            FaultCode.INVALID_INPUT, String.join(".", path) + " " + complaint, List.of(error)));
  }

  /** A parameter of the path, the query or the headers. */
  public static FaultException ofParameter(String name, String complaint) {
    return new FaultException(FaultCode.MALFORMED, name + " " + complaint);
  }

  /**
   * Refuses a body that is said to be something else than JSON.
   *
   * @param type what Content-Type says; null when it says nothing
   */
  public static void unlessJson(String type) {
    if (type != null
        && !type.equals(JSON)
        && !JSON_OF_ANY_KIND.matcher(type.toLowerCase(Locale.ROOT).strip()).matches()) {
      throw new FaultException(
          FaultCode.MEDIA_TYPE_UNSUPPORTED,
          "this path does not take this Content-Type; send application/json");
    }
  }
}
