package dev.millrace.provider.local;

import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.dialect.Utterance;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Stopwatch;
import dev.millrace.provider.Streaming;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/**
 * Answers {@code messages}, or whatever a caller says in a protocol of its own, with prose that
 * means nothing, for trying the platform without a key.
 */
@Singleton
public final class ChatModel implements LocalModel, Streaming {
  private final WordStream stream;

  public ChatModel(WordStream stream) {
    this.stream = stream;
  }

  @Override
  public String name() {
    return "chat";
  }

  @Override
  public boolean streams(Call call) {
    return true;
  }

  @Override
  public Multi<Piece> stream(Call call) {
    return Multi.createFrom()
        .deferred(
            () -> {
              var watch = Stopwatch.started();
              var answer = ChatAnswer.to(prompt(call));
              return Multi.createBy()
                  .concatenating()
                  .streams(
                      stream
                          .of(answer.words(), answer.prompt().wordsPerSecond())
                          .map(word -> new Piece.Text(Piece.Kind.CONTENT, word)),
                      Multi.createFrom()
                          .items(
                              () ->
                                  Stream.of(
                                      new Piece.Used(answer.usage(watch.elapsed())),
                                      new Piece.Ended(answer.finishReason()))));
            });
  }

  @Override
  public Output output(Call call, Transcript transcript, Usage usage, String reason) {
    return call.utterance()
        .map(said -> spoken(call.request(), said).whole(transcript, usage, reason))
        .map(answer -> Output.spoken(answer.toString()))
        .orElseGet(() -> Output.of(ChatAnswer.value(transcript.content(), usage, reason)));
  }

  private static AnswerWriter spoken(RequestId request, Utterance said) {
    return said.dialect().answerWriter(said.heading(request.toString(), request.submittedAt()));
  }

  private static ChatPrompt prompt(Call call) {
    return call.utterance().map(ChatPrompt::of).orElseGet(() -> ChatPrompt.of(call.input()));
  }

  @Override
  public Uni<Outcome> run(Call call) {
    return stream(call)
        .collect()
        .in(Transcript::new, Transcript::add)
        .<Outcome>map(
            said -> {
              var usage = said.usage().orElseThrow();
              return new Outcome.Succeeded(
                  output(call, said, usage, said.reason().orElseThrow()), usage);
            })
        .onFailure(FaultException.class)
        .recoverWithItem(refused -> new Outcome.Failed(refused.fault()));
  }
}
