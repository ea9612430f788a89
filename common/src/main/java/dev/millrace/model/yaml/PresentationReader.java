package dev.millrace.model.yaml;

import dev.millrace.model.Presentation;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads how a model presents itself. */
final class PresentationReader {
  /** The fields that it knows, beside those of the model itself. */
  static final Set<String> FIELDS =
      Set.of(
          "short_description",
          "thumbnail_url",
          "use_cases",
          "input_modalities",
          "output_modalities",
          "features",
          "featured",
          "official",
          "unlisted",
          "examples",
          "context_window",
          "max_output_tokens",
          "released",
          "base_model",
          "creator");

  private static final int MOST_TOKENS = 100_000_000;

  private PresentationReader() {}

  static Presentation read(Element model) {
    return new Presentation(
        text(model, "short_description").orElse(""),
        model.optional("thumbnail_url").flatMap(PresentationReader::url),
        words(model, "use_cases"),
        words(model, "input_modalities"),
        words(model, "output_modalities"),
        words(model, "features"),
        flag(model, "featured"),
        flag(model, "official"),
        flag(model, "unlisted"),
        words(model, "examples"),
        tokens(model, "context_window"),
        tokens(model, "max_output_tokens"),
        model.optional("released").flatMap(PresentationReader::date),
        text(model, "base_model"),
        text(model, "creator"));
  }

  static Optional<String> text(Element element, String field) {
    return element.optional(field).flatMap(Element::text);
  }

  static List<String> words(Element element, String field) {
    return element.optional(field).map(Element::items).orElse(List.of()).stream()
        .flatMap(item -> item.text().stream())
        .distinct()
        .toList();
  }

  private static boolean flag(Element element, String field) {
    return element.optional(field).flatMap(Element::bool).orElse(false);
  }

  private static OptionalInt tokens(Element element, String field) {
    return element
        .optional(field)
        .flatMap(place -> place.whole(1, MOST_TOKENS))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private static Optional<String> url(Element place) {
    return place
        .text()
        .flatMap(
            text ->
                isUrl(text) ? Optional.of(text) : place.refused("must be an http or https URL"));
  }

  private static boolean isUrl(String text) {
    try {
      var uri = URI.create(text);
      return uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<LocalDate> date(Element place) {
    try {
      return Optional.of(LocalDate.parse(place.value().asText()));
    } catch (DateTimeParseException e) {
      return place.refused("must be a date such as 2026-03-04");
    }
  }
}
