package dev.millrace.api.billing;

import dev.millrace.account.StatementQuery;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which entries a call asks for. */
public class StatementParameters {
  @Parameter(description = "The first day (UTC) or moment, such as 2026-01-01")
  @QueryParam("from")
  String from;

  @Parameter(
      description =
          "The last day (UTC), which belongs to the range, or the first moment after the range")
  @QueryParam("to")
  String to;

  @Parameter(
      description = "credit, charge, release, refund or adjustment; may stand more than once")
  @QueryParam("kind")
  List<String> kinds;

  @Parameter(description = "desc (latest first, as usual) or asc")
  @QueryParam("order")
  String order;

  @Parameter(description = "json or csv; goes before Accept")
  @QueryParam("format")
  String format;

  StatementQuery query() {
    StatementFormat.check(format);
    return StatementReader.query(from, to, kinds, order);
  }

  /** Names the range. To be asked only when {@link #query()} has found the parameters usable. */
  String fileName() {
    return Stream.of("statement", from, to)
            .filter(part -> part != null)
            .map(part -> part.replaceAll("[^0-9A-Za-z-]", ""))
            .collect(Collectors.joining("_"))
        + ".csv";
  }
}
