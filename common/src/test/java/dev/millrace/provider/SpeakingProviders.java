package dev.millrace.provider;

import dev.millrace.provider.anthropic.AnthropicProvider;
import dev.millrace.provider.gemini.GeminiProvider;
import dev.millrace.provider.http.UpstreamBounds;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.httpasync.HttpAsyncProvider;
import dev.millrace.provider.local.LocalProvider;
import dev.millrace.provider.openai.OpenAiProvider;
import dev.millrace.provider.talk.Talk;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.util.List;

/** All dialects as the application has them, but for models that run here. */
public final class SpeakingProviders {
  private SpeakingProviders() {}

  public static Providers all() {
    var vertx = Vertx.vertx();
    var workbench = new Workbench(vertx);
    var within = Duration.ofSeconds(5);
    var client =
        new UpstreamClient(
            vertx,
            workbench,
            new UpstreamBounds(within, within, within, 4, 1, 16, 100_000),
            new HttpClientOptions());
    var talk = new Talk(client, workbench);
    return new Providers(
        List.of(
            new OpenAiProvider(client, workbench, talk),
            new AnthropicProvider(talk),
            new GeminiProvider(client, workbench, talk),
            new HttpAsyncProvider(client, new Pause(vertx)),
            new LocalProvider(List.of())));
  }
}
