package dev.millrace.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Sampling;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;
import dev.millrace.conversation.Turn;
import dev.millrace.money.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Conversations and answers of every kind, for the tests of dialects. */
public final class Samples {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One red pixel. */
  public static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

  private Samples() {}

  /** A conversation, and the features without which it cannot be said. */
  public record Sample(String name, Conversation conversation, List<Feature> features) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** An answer, piece by piece; usage and reason are among the pieces too. */
  public record Answer(String name, List<Piece> pieces, Usage usage, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The dialects that callers speak. */
  public static Stream<Dialect> callers() {
    return Stream.concat(Dialects.all().stream(), Stream.of(Dialects.PROXY));
  }

  /** A question. */
  public static Conversation plain() {
    return question().done();
  }

  /** A question whose answer is wanted while it is made. */
  public static Conversation streamed() {
    return question().streamed(true).done();
  }

  private static Conversation.Draft question() {
    return Conversation.draft().turn(Role.USER, text("What is a mill race? ☃ 水")).maxTokens(100);
  }

  public static Stream<Sample> conversations() {
    return Stream.of(
        sample("a question", question()),
        sample("a stream", question().streamed(true)),
        sample(
            "instructions and several turns",
            Conversation.draft()
                .turn(Role.SYSTEM, text("Be brief."))
                .turn(Role.USER, text("Hello"))
                .turn(Role.ASSISTANT, text("Hi."))
                .turn(Role.USER, text("Who are you?"))
                .maxTokens(50)),
        sample(
            "sampling",
            question().sampling(drawn(Optional.of(0.5), Optional.of(0.9), List.of("END", "STOP"))),
            Feature.TEMPERATURE,
            Feature.TOP_P,
            Feature.STOP),
        sample(
            "a seed",
            question()
                .sampling(
                    new Sampling(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(7L),
                        Optional.empty(),
                        Optional.empty(),
                        List.of())),
            Feature.SEED),
        sample(
            "top k",
            question()
                .sampling(
                    new Sampling(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(40L),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of())),
            Feature.TOP_K),
        sample(
            "penalties",
            question()
                .sampling(
                    new Sampling(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(0.25),
                        Optional.of(-0.5),
                        List.of())),
            Feature.PRESENCE_PENALTY,
            Feature.FREQUENCY_PENALTY),
        sample(
            "a picture here",
            Conversation.draft()
                .turn(
                    Role.USER,
                    text("What colour?"),
                    new Part.Image(new Part.Source.Data("image/png", PNG), Optional.empty()))
                .maxTokens(10),
            Feature.IMAGE),
        sample(
            "a picture by its URL",
            Conversation.draft()
                .turn(
                    Role.USER,
                    text("What colour?"),
                    new Part.Image(
                        new Part.Source.Url("https://example.org/red.png"), Optional.empty()))
                .maxTokens(10),
            Feature.IMAGE_BY_URL),
        sample("tools", question().tool(weather()).tool(clock()), Feature.TOOLS),
        sample(
            "a tool that must be called",
            question().tool(weather()).toolChoice(new ToolChoice.Required()),
            Feature.TOOLS,
            Feature.TOOL_CHOICE),
        sample(
            "a tool that must be called by its name",
            question().tool(weather()).toolChoice(new ToolChoice.Named("weather")),
            Feature.TOOLS,
            Feature.TOOL_CHOICE),
        sample(
            "a tool that may be called",
            question().tool(weather()).toolChoice(new ToolChoice.Auto()),
            Feature.TOOLS,
            Feature.TOOL_CHOICE),
        sample(
            "a tool that must not be called",
            question().tool(weather()).toolChoice(new ToolChoice.None()),
            Feature.TOOLS,
            Feature.TOOL_CHOICE),
        sample(
            "one tool at a time",
            question().tool(weather()).toolChoice(new ToolChoice.Auto()).parallelTools(false),
            Feature.TOOLS,
            Feature.PARALLEL_TOOLS),
        sample(
            "parallel calls and their results",
            Conversation.draft()
                .turn(Role.USER, text("Weather in Rome and Oslo?"))
                .turn(
                    Role.ASSISTANT,
                    text("Let me look."),
                    new Part.ToolUse("call_1", "weather", "{\"city\":\"Rome\"}", Optional.empty()),
                    new Part.ToolUse("call_2", "weather", "{\"city\":\"Oslo\"}", Optional.empty()))
                .turn(
                    Role.USER,
                    new Part.ToolResult("call_1", List.of(text("sunny")), false),
                    new Part.ToolResult("call_2", List.of(text("snow")), false))
                .tool(weather())
                .maxTokens(100),
            Feature.TOOLS),
        sample(
            "a web search",
            question().tool(new Tool.Hosted(Tool.Kind.WEB_SEARCH)),
            Feature.HOSTED_TOOL),
        sample("some JSON", question().format(new Format.JsonObject()), Feature.JSON_OBJECT),
        sample(
            "JSON by a schema",
            question()
                .format(
                    new Format.JsonSchema(
                        "answer",
                        Optional.empty(),
                        json(
                            "{'type':'object','properties':{'n':{'type':'integer'}},'required':['n'],'additionalProperties':false}"),
                        Optional.of(true))),
            Feature.JSON_SCHEMA),
        sample(
            "hard thinking",
            Conversation.draft()
                .turn(Role.USER, text("Think."))
                .maxTokens(100_000)
                .reasoning(Reasoning.of(Reasoning.Effort.HIGH, true)),
            Feature.REASONING),
        sample("a user's name", question().user("user-1")));
  }

  public static Stream<Answer> answers() {
    return Stream.of(
        answer("words", List.of(words("Hello, "), words("wörld ☃ "), words("水.")), "stop"),
        answer("too many words", List.of(words("Once upon a")), "length"),
        answer(
            "thoughts and words",
            List.of(
                new Piece.Text(Piece.Kind.REASONING, "Let me "),
                new Piece.Text(Piece.Kind.REASONING, "think."),
                words("42")),
            "stop"),
        answer(
            "a call of a tool",
            List.of(
                new Piece.ToolCall(0, Optional.of("call_1"), Optional.of("weather"), ""),
                new Piece.ToolCall(0, Optional.empty(), Optional.empty(), "{\"city\":"),
                new Piece.ToolCall(0, Optional.empty(), Optional.empty(), "\"Rome\"}")),
            "tool_calls"),
        answer(
            "words and parallel calls of tools",
            List.of(
                words("Looking."),
                new Piece.ToolCall(
                    0, Optional.of("call_1"), Optional.of("weather"), "{\"city\":\"Rome\"}"),
                new Piece.ToolCall(
                    1, Optional.of("call_2"), Optional.of("clock"), "{\"zone\":\"UTC\"}")),
            "tool_calls"));
  }

  private static Answer answer(String name, List<Piece> said, String reason) {
    var usage = new Usage(10, 4, 0, 20, 6, 1, List.of(), Duration.ZERO);
    var pieces = new java.util.ArrayList<>(said);
    pieces.add(new Piece.Used(usage));
    pieces.add(new Piece.Ended(reason));
    return new Answer(name, pieces, usage, reason);
  }

  private static Piece words(String text) {
    return new Piece.Text(Piece.Kind.CONTENT, text);
  }

  private static Sample sample(String name, Conversation.Draft draft, Feature... features) {
    return new Sample(name, draft.done(), List.of(features));
  }

  private static Sampling drawn(
      Optional<Double> temperature, Optional<Double> topP, List<String> stop) {
    return new Sampling(
        temperature,
        topP,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        stop);
  }

  public static Part text(String text) {
    return new Part.Text(text);
  }

  /** A turn of the user's. */
  public static Turn asked(String text) {
    return new Turn(Role.USER, List.of(text(text)));
  }

  public static Tool weather() {
    return new Tool.Function(
        "weather",
        Optional.of("Says what the weather is."),
        Optional.of(
            json("{'type':'object','properties':{'city':{'type':'string'}},'required':['city']}")),
        Optional.empty());
  }

  private static Tool clock() {
    return new Tool.Function(
        "clock",
        Optional.of("Says what time it is."),
        Optional.of(json("{'type':'object','properties':{'zone':{'type':'string'}}}")),
        Optional.empty());
  }

  /** With single quotes for double ones. */
  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
