package dev.millrace.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a catalogue says of a model beyond how to run it: for people, and for programs that choose.
 *
 * @param shortDescription one sentence; empty when nothing is said
 * @param thumbnail the URL of a picture
 * @param useCases what it is good for
 * @param inputModalities what goes in, such as {@code text} and {@code image}; empty: as its
 *     capabilities say
 * @param outputModalities what comes out; likewise
 * @param features words for people, such as {@code fast}
 * @param featured whether it is shown first
 * @param official whether it comes from whoever made it
 * @param unlisted whether public listings leave it out; it can be called all the same
 * @param examples ids of public requests that show what it does
 * @param contextWindow tokens that it reads and writes together
 * @param maxOutputTokens tokens that an answer may have
 * @param released since when there is such a model
 * @param baseModel what it is one of several ways to; empty: its alias
 * @param creator who made it; empty: its owner
 */
public record Presentation(
    String shortDescription,
    Optional<String> thumbnail,
    List<String> useCases,
    List<String> inputModalities,
    List<String> outputModalities,
    List<String> features,
    boolean featured,
    boolean official,
    boolean unlisted,
    List<String> examples,
    OptionalInt contextWindow,
    OptionalInt maxOutputTokens,
    Optional<LocalDate> released,
    Optional<String> baseModel,
    Optional<String> creator) {
  /** Nothing is said. */
  public static final Presentation NONE =
      new Presentation(
          "",
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          false,
          false,
          false,
          List.of(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Presentation {
    useCases = List.copyOf(useCases);
    inputModalities = List.copyOf(inputModalities);
    outputModalities = List.copyOf(outputModalities);
    features = List.copyOf(features);
    examples = List.copyOf(examples);
  }
}
