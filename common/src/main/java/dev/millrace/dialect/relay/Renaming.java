package dev.millrace.dialect.relay;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.conversation.Frame;
import dev.millrace.dialect.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * Puts the caller's name of a model in the place of the upstream's in what an upstream answers;
 * every other character stays as it was.
 */
public final class Renaming {
  /** An answer's own object, where an event has one: Anthropic's and the Responses' events do. */
  private static final Set<String> WITHIN = Set.of("message", "response");

  private final String field;
  private final String quotedField;
  private final String quotedName;

  /**
   * @param name of the model, as the caller wrote it
   */
  public Renaming(Dialect dialect, String name) {
    this.field = dialect.answeredModelField();
    this.quotedField = Quoted.of(field);
    this.quotedName = Quoted.of(name);
  }

  /** The frame for the caller; the same one when it names no model. */
  public Frame of(Frame frame) {
    var renamed = of(frame.data());
    return renamed.equals(frame.data()) ? frame : new Frame(frame.event(), renamed);
  }

  /**
   * The answer for the caller; the same text when it names no model.
   *
   * @param answer an answer in one piece, or the data of a frame; what is no JSON object names none
   */
  public String of(String answer) {
    return answer.contains(quotedField) ? written(answer, places(answer)) : answer;
  }

  private List<Place> places(String answer) {
    try (var parser = Place.JSON.createParser(answer)) {
      return parser.nextToken() == JsonToken.START_OBJECT
          ? Place.of(Set.of(field), WITHIN, parser, JsonLocation::getCharOffset)
          : List.of();
    } catch (IOException noJson) {
      throw new UncheckedIOException("an answer was not read as JSON before", noJson);
    }
  }

  private String written(String answer, List<Place> places) {
    var names = places.stream().filter(Place::isText).toList();
    if (names.isEmpty()) {
      return answer;
    }
    var renamed = new StringBuilder(answer.length() + quotedName.length());
    int from = 0;
    for (var name : names) {
      renamed.append(answer, from, name.begin()).append(quotedName);
      from = name.end();
    }
    return renamed.append(answer, from, answer.length()).toString();
  }
}
