package dev.millrace.api.run;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.Locale;
import java.util.stream.Stream;

/** In which form a caller wants its answer. */
enum Wanted {
  IN_ONE_PIECE,
  AS_A_STREAM;

  /**
   * Reads {@code Accept}: whoever names event streams gets one. Fails with NOT_ACCEPTABLE when
   * neither will do.
   */
  static Wanted in(String accept) {
    if (accept == null || accept.isBlank()) {
      return IN_ONE_PIECE;
    }
    var types =
        Stream.of(accept.toLowerCase(Locale.ROOT).split(","))
            .map(range -> range.split(";", 2)[0].strip())
            .toList();
    if (types.contains("text/event-stream")) {
      return AS_A_STREAM;
    }
    if (types.stream().anyMatch(Wanted::isJson)) {
      return IN_ONE_PIECE;
    }
    throw new FaultException(
        FaultCode.NOT_ACCEPTABLE,
        "this path answers with application/json or text/event-stream, and Accept names neither");
  }

  private static boolean isJson(String type) {
    return type.equals("*/*") || type.equals("application/*") || type.equals("application/json");
  }
}
