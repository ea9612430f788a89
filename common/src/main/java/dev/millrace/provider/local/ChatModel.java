package dev.millrace.provider.local;

import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Stopwatch;
import dev.millrace.provider.Streaming;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers {@code messages} with prose that means nothing, for trying the platform without a key.
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
              var answer = ChatAnswer.to(ChatPrompt.of(call.input()));
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
    return Output.of(ChatAnswer.value(transcript.content(), usage, reason));
  }

  @Override
  public Uni<Outcome> run(Call call) {
    var watch = Stopwatch.started();
    var answer = ChatAnswer.to(ChatPrompt.of(call.input()));
    return stream
        .of(answer.words(), answer.prompt().wordsPerSecond())
        .collect()
        .with(Collectors.joining())
        .map(
            text ->
                new Outcome.Succeeded(
                    Output.of(answer.value(text)), answer.usage(watch.elapsed())));
  }
}
