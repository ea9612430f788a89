package dev.millrace.api.catalog.runner;

import dev.millrace.model.Catalogue;
import dev.millrace.model.RouteCheck;
import dev.millrace.model.yaml.CatalogueReader;
import dev.millrace.model.yaml.Reading;
import java.util.Map;
import java.util.stream.Collectors;

/** A catalogue of models of which only what a test is about is written. */
final class CatalogueOnPaper {
  private static final String REST =
      ", input_schema: {type: object}, output_schema: {}, run_limit: 1m,"
          + " routes: [{name: local, dialect: local, settings: {model: echo}}]}";

  private CatalogueOnPaper() {}

  /**
   * Reads a catalogue.
   *
   * @param models one a line, each the beginning of a YAML object: {@code {name: acme/a, tags: [x]}
   */
  static Catalogue of(String models) {
    var text =
        models
            .lines()
            .map(line -> "  - " + line + REST)
            .collect(Collectors.joining("\n", "models:\n", "\n"));
    var reader = new CatalogueReader(Map.of(), RouteCheck.NONE);
    return switch (reader.read(text)) {
      case Reading.Accepted accepted -> accepted.catalogue();
      case Reading.Refused refused -> throw new IllegalArgumentException(refused.toString());
    };
  }
}
