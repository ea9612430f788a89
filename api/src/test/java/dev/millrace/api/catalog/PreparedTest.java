package dev.millrace.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Model;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparedTest {
  private final List<Integer> made = new ArrayList<>();
  private final Prepared<String> prepared =
      new Prepared<>(
          models -> {
            made.add(models.size());
            return "%d models, made as number %d".formatted(models.size(), made.size());
          });

  private final Collection<Model> now = catalogue(1);
  private final Collection<Model> next = catalogue(2);

  @Test
  void whatIsPreparedIsNotMadeForWhoeverAsks() {
    prepared.prepare(now);

    assertThat(prepared.of(now)).isEqualTo("1 models, made as number 1");
    assertThat(prepared.of(now)).isEqualTo("1 models, made as number 1");
    assertThat(made).hasSize(1);
  }

  @Test
  void theOneThatServesStaysWhileTheNextIsPrepared() {
    prepared.prepare(now);
    prepared.prepare(next);

    assertThat(prepared.of(now)).isEqualTo("1 models, made as number 1");
    assertThat(prepared.of(next)).isEqualTo("2 models, made as number 2");
    assertThat(made).hasSize(2);
  }

  @Test
  void whatComesUnpreparedIsMadeAndOlderOnesAreForgotten() {
    prepared.prepare(now);
    prepared.prepare(next);
    assertThat(prepared.of(catalogue(3))).startsWith("3 models");

    prepared.of(now);

    assertThat(made).containsExactly(1, 2, 3, 1);
  }

  /** Equal models in another catalogue are others. */
  @Test
  void aCatalogueIsToldByItselfAndNotByItsModels() {
    prepared.prepare(now);

    assertThat(prepared.of(catalogue(1))).isEqualTo("1 models, made as number 2");
  }

  private static Collection<Model> catalogue(int size) {
    var models = new ArrayList<Model>();
    for (int i = 0; i < size; i++) {
      models.add(ModelsOnPaper.talker("acme/m" + i, "openai"));
    }
    return models;
  }
}
