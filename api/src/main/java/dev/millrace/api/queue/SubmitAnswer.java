package dev.millrace.api.queue;

import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;

/**
 * What a submit is answered with, whichever way it came in.
 *
 * @param headers of this answer, beside those that all answers have
 * @param body to be written as JSON
 */
record SubmitAnswer(int status, Map<String, String> headers, Object body) {
  SubmitAnswer with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new SubmitAnswer(status, Map.copyOf(more), body);
  }

  /** The same for REST. */
  Response toResponse() {
    var response = Response.status(status).entity(body);
    headers.forEach(response::header);
    return response.build();
  }
}
