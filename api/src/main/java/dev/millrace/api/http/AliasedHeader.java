package dev.millrace.api.http;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/**
 * One thing that callers say under several names.
 *
 * @param names the header's own name first, then those under which some clients know it
 */
public record AliasedHeader(List<String> names) {
  /**
   * What a caller said.
   *
   * @param name the name it used
   */
  public record Given(String name, String value) {
    /** Refuses it. The complaint goes on from the header's name: {@code must be 0 or 1}. */
    public FaultException refused(String complaint) {
      return new FaultException(FaultCode.MALFORMED, name + " " + complaint);
    }
  }

  public static AliasedHeader of(String... names) {
    return new AliasedHeader(List.of(names));
  }

  /**
   * Empty when it was not said. Fails with {@link FaultCode#MALFORMED} when two different things
   * were: nobody knows which of them was meant.
   */
  public Optional<Given> on(MultiMap headers) {
    Given found = null;
    for (var name : names) {
      for (var value : headers.getAll(name)) {
        var given = new Given(name, value.strip());
        if (found != null && !found.value().equals(given.value())) {
          throw given.refused(
              "and %s came with different values; send one of them".formatted(found.name()));
        }
        found = found == null ? given : found;
      }
    }
    return Optional.ofNullable(found);
  }
}
