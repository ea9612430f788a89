package dev.millrace.provider.local;

import dev.millrace.provider.Call;
import dev.millrace.provider.Stopwatch;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/**
 * Answers {@code messages} with prose that means nothing, for trying the platform without a key.
 */
@Singleton
public final class ChatModel implements LocalModel {
  private final WordStream stream;

  public ChatModel(WordStream stream) {
    this.stream = stream;
  }

  @Override
  public String name() {
    return "chat";
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
