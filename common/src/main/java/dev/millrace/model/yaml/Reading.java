package dev.millrace.model.yaml;

import dev.millrace.model.CatalogueSnapshot;
import java.util.List;

/** What came of reading a text. */
public sealed interface Reading {
  /**
   * The text is a catalogue.
   *
   * @param catalogue the models that can be run
   * @param asleep a sentence for each route that waits for an environment variable
   */
  record Accepted(CatalogueSnapshot catalogue, List<String> asleep) implements Reading {
    public Accepted {
      asleep = List.copyOf(asleep);
    }
  }

  /**
   * The text is none.
   *
   * @param problems all that is wrong, by line; never empty
   */
  record Refused(List<Problem> problems) implements Reading {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
