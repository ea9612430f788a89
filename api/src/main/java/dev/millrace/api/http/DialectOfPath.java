package dev.millrace.api.http;

import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.model.OwnPaths;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;

/**
 * Whose clients call a path: the one place that knows which protocol is spoken where. Elsewhere our
 * own is. Pure.
 */
public final class DialectOfPath {
  /** Anthropic's clients say which version of its protocol they speak; nobody else does. */
  public static final String ANTHROPIC_VERSION = "anthropic-version";

  private static final Set<String> OPENAI =
      Set.of("/v1/chat/completions", "/v1/embeddings", "/v1/images/generations");

  /** Runtools' list, below a path of OpenAI's. */
  private static final String AVAILABLE = "/v1/models/available";

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
    if (isBelow(path, "/v1/model-proxy") || path.equals(AVAILABLE)) {
      return Optional.of(Dialects.PROXY);
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
    var behindOwner = path.substring(second);
    if (isBehindAModel(behindOwner, "/v1/messages")
        || isBehindAModel(behindOwner, "/v1/messages/count_tokens")) {
      return Optional.of(Dialects.ANTHROPIC);
    }
    boolean isOpenAi =
        isBehindAModel(behindOwner, "/chat/completions")
            || method.equals(HttpMethod.GET) && isBehindAModel(behindOwner, "/models");
    return isOpenAi ? Optional.of(Dialects.CHAT) : Optional.empty();
  }

  /** Whether an alias stands between the owner and this end. */
  private static boolean isBehindAModel(String behindOwner, String end) {
    return behindOwner.endsWith(end) && behindOwner.length() > end.length() + 1;
  }

  private static boolean isBelow(String path, String place) {
    return path.startsWith(place)
        && (path.length() == place.length() || path.charAt(place.length()) == '/');
  }
}
