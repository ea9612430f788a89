package dev.millrace.api.catalog.runner;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How many models there are of which kind, the most first.
 *
 * @param modalities each way from what goes in to what comes out; a model may go several
 * @param total how many models were looked at
 */
@Schema(name = "ModelFacets")
record FacetsView(List<Modality> modalities, List<Capability> capabilities, int total) {
  @Schema(name = "ModalityFacet")
  record Modality(String input, String output, long count) {}

  @Schema(name = "CapabilityFacet")
  record Capability(String capability, long count) {}

  private record Way(String input, String output) {}

  static FacetsView of(List<ShelvedModel> models) {
    var ways = count(models, FacetsView::ways);
    var capabilities = count(models, shelved -> shelved.model().capabilities().stream());
    return new FacetsView(
        ways.entrySet().stream()
            .map(way -> new Modality(way.getKey().input(), way.getKey().output(), way.getValue()))
            .sorted(
                Comparator.comparing(Modality::count)
                    .reversed()
                    .thenComparing(Modality::input)
                    .thenComparing(Modality::output))
            .toList(),
        capabilities.entrySet().stream()
            .map(one -> new Capability(one.getKey(), one.getValue()))
            .sorted(
                Comparator.comparing(Capability::count)
                    .reversed()
                    .thenComparing(Capability::capability))
            .toList(),
        models.size());
  }

  private static Stream<Way> ways(ShelvedModel shelved) {
    return shelved.shown().input().stream()
        .flatMap(input -> shelved.shown().output().stream().map(output -> new Way(input, output)));
  }

  private static <T> Map<T, Long> count(
      List<ShelvedModel> models, Function<ShelvedModel, Stream<T>> kinds) {
    return models.stream()
        .flatMap(kinds)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
