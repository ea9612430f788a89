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
 *
 * <p>The frames of an answer mostly begin alike, up to that name: what begins as the one before,
 * and names no model behind it, needs no parser.
 */
public final class Renaming {
  /** An answer's own object, where an event has one: Anthropic's and the Responses' events do. */
  private static final Set<String> WITHIN = Set.of("message", "response");

  /** Characters; what is longer is no frame of many. */
  private static final int LONGEST_BEGINNING = 1024;

  private final String field;
  private final String quotedField;
  private final String quotedName;
  private volatile Beginning before = Beginning.UNLIKE_ANY;

  /**
   * How an answer began that named its model once.
   *
   * @param text up to the end of that name
   * @param name where that name begins in it
   */
  private record Beginning(String text, int name) {
    static final Beginning UNLIKE_ANY = new Beginning("\0", 0); // no JSON begins with that

    boolean isOf(String answer) {
      return answer.startsWith(text);
    }
  }

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
    var alike = before;
    if (alike.isOf(answer) && answer.indexOf(quotedField, alike.text().length()) < 0) {
      return answer.substring(0, alike.name())
          + quotedName
          + answer.substring(alike.text().length());
    }
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
    var name = names.getFirst();
    if (names.size() == 1 && name.end() <= LONGEST_BEGINNING) {
      before = new Beginning(answer.substring(0, name.end()), name.begin());
    }
    var renamed = new StringBuilder(answer.length() + quotedName.length());
    int from = 0;
    for (var place : names) {
      renamed.append(answer, from, place.begin()).append(quotedName);
      from = place.end();
    }
    return renamed.append(answer, from, answer.length()).toString();
  }
}
