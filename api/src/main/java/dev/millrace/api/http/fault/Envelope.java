package dev.millrace.api.http.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.fault.Fault;
import dev.millrace.fault.ValidationError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a fault looks on the native face.
 *
 * @param message the same as {@code error}, for clients that look here
 * @param requestId the correlation id of the call
 */
@Schema(name = "Error", description = "What every route answers when it does not succeed.")
public record Envelope(
    @Schema(description = "What happened, to what, and what to do", required = true) String error,
    @Schema(description = "The same, for clients that look here", required = true) String message,
    @Schema(required = true) int statusCode,
    @Schema(description = "The correlation id of this call, also X-Request-Id", required = true)
        @JsonProperty("request_id")
        String requestId,
    @Schema(
            description = "code: the stable code; validationErrors: the fields that do not fit",
            required = true)
        Map<String, Object> details) {

  static Envelope of(int status, Fault fault, String correlationId) {
    return new Envelope(fault.message(), fault.message(), status, correlationId, details(fault));
  }

  private static Map<String, Object> details(Fault fault) {
    var details = new LinkedHashMap<String, Object>();
    details.put("code", fault.code().name());
    List<ValidationError> errors = fault.validationErrors();
    if (!errors.isEmpty()) {
      details.put("validationErrors", errors);
    }
    details.putAll(fault.details());
    return details;
  }
}
