package dev.millrace.api.http.key;

import dev.millrace.access.Scope;
import dev.millrace.api.http.key.ScopeOfCall.Need;
import io.vertx.core.http.HttpMethod;
import java.util.regex.Pattern;

/** Tells calls that run a model from those that only ask about one. Pure. */
final class ModelCalls {
  private static final Pattern ONLY_ASKED =
      Pattern.compile(
          "/billing/quote|/v1/messages/count_tokens|/v1/responses/input_tokens|/v1(?:beta)?/models/.+:countTokens");

  private static final Pattern AGAIN = Pattern.compile("/requests/[^/]+/retry");

  private static final Need RUNNING = new Need.One(Scope.MODELS_RUN);

  private ModelCalls() {}

  /**
   * Whether this is one.
   *
   * @param need what {@link ScopeOfCall} says of it
   */
  static boolean isOne(HttpMethod method, String path, Need need) {
    if (!method.equals(HttpMethod.POST)) {
      return false;
    }
    var plain = SamePath.of(path);
    return need.equals(RUNNING)
        ? !ONLY_ASKED.matcher(plain).matches()
        : AGAIN.matcher(plain).matches();
  }
}
