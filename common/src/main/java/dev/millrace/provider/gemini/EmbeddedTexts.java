package dev.millrace.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.dialect.embedding.GeminiUpstream;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Stopwatch;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.UpstreamBody;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.http.UpstreamRequest;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.token.Tokenizer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Has texts turned into embeddings. */
@Singleton
final class EmbeddedTexts {
  private final UpstreamClient client;
  private final Workbench workbench;

  EmbeddedTexts(UpstreamClient client, Workbench workbench) {
    this.client = client;
    this.workbench = workbench;
  }

  /** Fails as {@link UpstreamClient#json} does. */
  Uni<Outcome> run(GeminiSettings settings, Call call) {
    var watch = Stopwatch.started();
    var texts = GeminiUpstream.texts(call.input());
    var body = GeminiUpstream.asked(call.input(), settings.model());
    body.setAll(settings.extra());
    return client
        .json(
            new UpstreamRequest(
                "POST",
                settings.embeddings(),
                settings.headers(),
                Optional.of(new UpstreamBody.Tree(body)),
                call.attempt().timeout()))
        .chain(reply -> outcome(reply, texts, settings.model(), watch.elapsed()));
  }

  private Uni<Outcome> outcome(JsonNode reply, List<String> texts, String model, Duration took) {
    var output = Output.of(GeminiUpstream.output(reply, texts.size()));
    return tokens(reply, texts, model)
        .map(read -> new Usage(read, 0, 0, 0, 0, texts.size(), List.of(), took))
        .map(usage -> new Outcome.Succeeded(output, usage));
  }

  /** Counting is work for the bench; it is needed only when the upstream has not said. */
  private Uni<Long> tokens(JsonNode reply, List<String> texts, String model) {
    var told = GeminiUpstream.tokens(reply);
    return told.isPresent()
        ? Uni.createFrom().item(told.getAsLong())
        : workbench.run(() -> counted(texts, model));
  }

  private static long counted(List<String> texts, String model) {
    var tokenizer = Tokenizer.of(model);
    return texts.stream().mapToLong(tokenizer::count).sum();
  }
}
