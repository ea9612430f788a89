package dev.millrace.api.catalog;

import dev.millrace.configuration.OutputLimit;
import dev.millrace.model.Model;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What listings say of a model: what its catalogue says, or else what follows from the rest of it.
 * Pure.
 *
 * @param input what goes in, such as {@code text} and {@code image}; empty when nobody says
 * @param output what comes out; likewise
 * @param outputLimit how many tokens an answer may have
 * @param released since when there is such a model
 */
public record Presented(
    List<String> input, List<String> output, OptionalLong outputLimit, Optional<Instant> released) {
  /** Stands between what goes in and what comes out, in a category such as text-to-image. */
  private static final String TO = "-to-";

  private static final Set<String> MEDIA = Set.of("text", "image", "video", "audio", "speech");
  private static final String VISION = "vision";
  private static final String TEXT = "text";
  private static final String IMAGE = "image";

  /** Both sides of a model. */
  private record Sides(List<String> input, List<String> output) {}

  public static Presented of(Model model) {
    var said = model.presentation();
    var sides = sides(model);
    return new Presented(
        said.inputModalities().isEmpty() ? sides.input() : said.inputModalities(),
        said.outputModalities().isEmpty() ? sides.output() : said.outputModalities(),
        OutputLimit.of(model).map(OptionalLong::of).orElseGet(OptionalLong::empty),
        said.released().map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()));
  }

  /** A category says more than a capability: pictures may be made from words or from pictures. */
  private static Sides sides(Model model) {
    return ofCategory(model.category()).orElseGet(() -> ofCapabilities(model.capabilities()));
  }

  private static Optional<Sides> ofCategory(String category) {
    int at = category.indexOf(TO);
    if (at < 0) {
      return Optional.empty();
    }
    var input = category.substring(0, at);
    var output = category.substring(at + TO.length());
    return MEDIA.contains(input) && MEDIA.contains(output)
        ? Optional.of(new Sides(List.of(input), List.of(output)))
        : Optional.empty();
  }

  private static Sides ofCapabilities(Set<String> capabilities) {
    var input = capabilities.contains(VISION) ? List.of(TEXT, IMAGE) : List.of(TEXT);
    return Stream.of(
            new Capability(Model.CHAT, TEXT),
            new Capability(Model.EMBEDDINGS, "embedding"),
            new Capability(Model.IMAGES, IMAGE))
        .filter(one -> capabilities.contains(one.word()))
        .findFirst()
        .map(one -> new Sides(input, List.of(one.output())))
        .orElseGet(() -> new Sides(List.of(), List.of()));
  }

  private record Capability(String word, String output) {}
}
