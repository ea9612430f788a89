package dev.millrace.dialect;

import dev.millrace.dialect.anthropic.AnthropicDialect;
import dev.millrace.dialect.chat.ChatDialect;
import dev.millrace.dialect.gemini.GeminiDialect;
import dev.millrace.dialect.proxy.ProxyDialect;
import dev.millrace.dialect.responses.ResponsesDialect;
import dev.millrace.model.Route;
import java.util.List;
import java.util.Optional;

/** The dialects that there are. */
public final class Dialects {
  /** OpenAI's chat completions. */
  public static final Dialect CHAT = new ChatDialect();

  /** OpenAI's Responses. */
  public static final ResponsesDialect RESPONSES = new ResponsesDialect();

  /** Anthropic's messages. */
  public static final Dialect ANTHROPIC = new AnthropicDialect();

  /** Gemini's generateContent. */
  public static final Dialect GEMINI = new GeminiDialect();

  /** Runtools' model proxy, which callers speak and no provider does. */
  public static final ProxyDialect PROXY = new ProxyDialect();

  /** Routes to OpenAI's servers, and to those like them, say further on which of the two. */
  private static final String OPENAI = "openai";

  private Dialects() {}

  /** Those that providers speak, and callers too. */
  public static List<Dialect> all() {
    return List.of(CHAT, RESPONSES, ANTHROPIC, GEMINI);
  }

  /** What the upstream of a route speaks; empty for one that speaks no protocol of others. */
  public static Optional<Dialect> of(Route route) {
    if (route.dialect().equals(OPENAI)) {
      boolean asResponses = route.settings().path("operation").asText().equals("responses");
      return Optional.of(asResponses ? RESPONSES : CHAT);
    }
    return all().stream().filter(dialect -> dialect.word().equals(route.dialect())).findFirst();
  }
}
