package dev.millrace.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Samples;
import dev.millrace.dialect.Utterance;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Pause;
import dev.millrace.request.Outcome;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever speaks a protocol of its own is answered in it. */
class ChatModelTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ChatModel chat = new ChatModel(new WordStream(new Pause(VERTX)));

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  static Stream<Dialect> dialects() {
    return Samples.callers();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void anAnswerInOnePieceIsInTheCallersProtocol(Dialect dialect) throws IOException {
    var outcome = (Outcome.Succeeded) run(dialect, asked("Where are you from?").maxTokens(9));

    var spoken = MAPPER.readTree(outcome.output().spoken().orElseThrow());
    var heard = new Transcript();
    dialect.answerReader(() -> SOON).whole(spoken).forEach(heard::add);
    assertThat(heard.content()).startsWith("You said: Where are you from? ");
    assertThat(heard.reason()).contains("length");
    assertThat(outcome.usage().inputTokens()).isEqualTo(6);
    assertThat(outcome.usage().outputTokens()).isEqualTo(9);
    assertThat(spoken.path(dialect.answeredModelField()).asText()).isEqualTo("local/chat");
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void anAnswerInPiecesIsTheSame(Dialect dialect) {
    var call = call(dialect, asked("Where are you from?").streamed(true).done());

    var heard = new Transcript();
    chat.stream(call).invoke(heard::add).collect().asList().await().atMost(SOON);

    assertThat(heard.content()).startsWith("You said: Where are you from? ");
    assertThat(heard.reason()).contains("stop");
    assertThat(chat.output(call, heard, heard.usage().orElseThrow(), "stop").spoken().orElseThrow())
        .contains("You said: Where are you from? ");
  }

  static Stream<Arguments> whatOnlyARealModelCanDo() {
    var beyond =
        Set.of(
            Feature.TOOLS,
            Feature.STOP,
            Feature.IMAGE,
            Feature.JSON_OBJECT,
            Feature.JSON_SCHEMA,
            Feature.REASONING,
            Feature.HOSTED_TOOL);
    return Dialects.all().stream()
        .flatMap(
            dialect ->
                Samples.conversations()
                    .filter(sample -> sample.features().stream().anyMatch(beyond::contains))
                    .filter(sample -> isExpressible(dialect, sample.conversation()))
                    .map(
                        sample ->
                            Arguments.argumentSet(
                                dialect.word() + ": " + sample, dialect, sample)));
  }

  private static boolean isExpressible(Dialect dialect, Conversation conversation) {
    try {
      dialect.write(conversation, "m");
      return true;
    } catch (RuntimeException inexpressible) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("whatOnlyARealModelCanDo")
  void whatOnlyARealModelCanDoIsRefusedByTheCallersField(Dialect dialect, Samples.Sample sample) {
    var call = call(dialect, sample.conversation());

    var fault = ((Outcome.Failed) chat.run(call).await().atMost(SOON)).fault();

    assertThat(fault.code()).isEqualTo(FaultCode.FIELD_UNSUPPORTED);
    assertThat(Stream.of(Feature.values()).map(dialect::fieldOf))
        .contains(fault.details().get("param"));
    assertThat(
            chat.stream(call)
                .collect()
                .asList()
                .onFailure(FaultException.class)
                .recoverWithItem(List.of())
                .await()
                .atMost(SOON))
        .isEmpty();
  }

  private static Conversation.Draft asked(String text) {
    return Conversation.draft()
        .turn(Role.SYSTEM, Samples.text("Be brief."))
        .turn(Role.USER, Samples.text(text));
  }

  private Outcome run(Dialect dialect, Conversation.Draft draft) {
    return chat.run(call(dialect, draft.done())).await().atMost(SOON);
  }

  private static Call call(Dialect dialect, Conversation conversation) {
    var body = reparsed(dialect.write(conversation, "local/chat"));
    var said =
        new Utterance(dialect, body, Optional.empty(), "local/chat", conversation.streamed());
    var call = Calls.with(body);
    return new Call(
        call.request(), call.model(), call.route(), call.attempt(), body, Optional.of(said));
  }

  private static ObjectNode reparsed(ObjectNode body) {
    try {
      return (ObjectNode) MAPPER.readTree(body.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
