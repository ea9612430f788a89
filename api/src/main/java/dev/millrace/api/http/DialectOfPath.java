package dev.millrace.api.http;

import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.model.OwnPaths;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whose clients call a path: the one place that knows which protocol is spoken where. Elsewhere our
 * own is. Pure.
 */
public final class DialectOfPath {
  /** Anthropic's clients say which version of its protocol they speak; nobody else does. */
  public static final String ANTHROPIC_VERSION = "anthropic-version";

  private static final Set<String> OPENAI =
      Set.of("/v1/chat/completions", "/v1/embeddings", "/v1/images/generations");
  private static final Pattern CHAT_OF_A_MODEL = Pattern.compile("/[^/]+/.+/chat/completions");
  private static final Pattern MODELS_BESIDE_A_MODEL = Pattern.compile("/[^/]+/.+/models");
  private static final Pattern MESSAGES_OF_A_MODEL =
      Pattern.compile("/[^/]+/.+/v1/messages(/count_tokens)?");

  private DialectOfPath() {}

  /** Empty where our own protocol is spoken. */
  public static Optional<Dialect> of(HttpServerRequest request) {
    return of(request.method(), request.path(), request.headers().contains(ANTHROPIC_VERSION));
  }

  /**
   * See {@link #of(HttpServerRequest)}.
   *
   * @param isAnthropicsClient whether it says which version of Anthropic's protocol it speaks
   */
  public static Optional<Dialect> of(HttpMethod method, String path, boolean isAnthropicsClient) {
    if (isBelow(path, "/v1beta")) {
      return Optional.of(isBelow(path, "/v1beta/openai") ? Dialects.CHAT : Dialects.GEMINI);
    }
    if (isBelow(path, "/v1/messages")) {
      return Optional.of(Dialects.ANTHROPIC);
    }
    if (isBelow(path, "/v1/responses")) {
      return Optional.of(Dialects.RESPONSES);
    }
    if (isBelow(path, "/v1/models")) {
      return Optional.of(ofModels(method, isAnthropicsClient));
    }
    return OPENAI.contains(path) ? Optional.of(Dialects.CHAT) : besideAModel(method, path);
  }

  /** Only Gemini's clients send anything there. */
  private static Dialect ofModels(HttpMethod method, boolean isAnthropicsClient) {
    if (method.equals(HttpMethod.POST)) {
      return Dialects.GEMINI;
    }
    return isAnthropicsClient ? Dialects.ANTHROPIC : Dialects.CHAT;
  }

  private static Optional<Dialect> besideAModel(HttpMethod method, String path) {
    int second = path.indexOf('/', 1);
    if (second < 0 || OwnPaths.hide(path.substring(1, second))) {
      return Optional.empty();
    }
    if (MESSAGES_OF_A_MODEL.matcher(path).matches()) {
      return Optional.of(Dialects.ANTHROPIC);
    }
    boolean isOpenAi =
        CHAT_OF_A_MODEL.matcher(path).matches()
            || method.equals(HttpMethod.GET) && MODELS_BESIDE_A_MODEL.matcher(path).matches();
    return isOpenAi ? Optional.of(Dialects.CHAT) : Optional.empty();
  }

  private static boolean isBelow(String path, String place) {
    return path.startsWith(place)
        && (path.length() == place.length() || path.charAt(place.length()) == '/');
  }
}
