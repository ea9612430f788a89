package dev.millrace.dialect;

import dev.millrace.dialect.anthropic.AnthropicDialect;
import dev.millrace.dialect.chat.ChatDialect;
import dev.millrace.dialect.gemini.GeminiDialect;
import dev.millrace.dialect.proxy.ProxyDialect;
import dev.millrace.dialect.responses.ResponsesDialect;
import java.util.List;

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

  private Dialects() {}

  /** Those that providers speak, and callers too. */
  public static List<Dialect> all() {
    return List.of(CHAT, RESPONSES, ANTHROPIC, GEMINI);
  }
}
