package dev.millrace.api.gateway.talk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.Optional;

/** Which model a call names, in its body or in its path. Pure. */
final class ModelField {
  private static final String NAME = "model";

  private ModelField() {}

  /** As the caller wrote it. Fails with MALFORMED. */
  static String of(Address address, ObjectNode body) {
    return switch (address.bodysModel()) {
      case REQUIRED -> Fields.of(body).text(NAME);
      case IGNORED -> address.model().orElseThrow();
      case SAME ->
          inBody(body)
              .map(named -> same(named, address.model().orElseThrow()))
              .orElseGet(() -> address.model().orElseThrow());
    };
  }

  private static Optional<String> inBody(ObjectNode body) {
    return Fields.of(body).optionalText(NAME);
  }

  private static String same(String named, String inPath) {
    if (!named.equals(inPath) && !inPath.endsWith("/" + named)) {
      throw FieldFault.malformed(
          NAME, "is another than the one in the path, %s; leave it out".formatted(inPath));
    }
    return named;
  }
}
