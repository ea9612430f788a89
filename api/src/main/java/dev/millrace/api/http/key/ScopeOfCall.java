package dev.millrace.api.http.key;

import dev.millrace.access.Scope;
import dev.millrace.access.Scopes;
import dev.millrace.model.OwnPaths;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a key needs for a call, by method and path: the one place that knows. A path that no rule
 * knows needs everything, so a route that somebody forgets here is closed to narrow keys, not open.
 * Pure.
 */
final class ScopeOfCall {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  /** What ends the part of a pattern that stands for itself. */
  private static final Pattern SPECIAL = Pattern.compile("[(\\[.?*+]");

  /**
   * Some calls, and what they need; empty: nothing but a key.
   *
   * @param begin with which all of its paths begin; most calls are told apart by it alone
   * @param within what stands somewhere in all of its paths
   */
  private record Rule(
      Set<String> methods, String begin, String within, Pattern path, Optional<Scope> scope) {
    static Rule of(Set<String> methods, String path, Optional<Scope> scope) {
      return new Rule(methods, SPECIAL.split(path, 2)[0], "", Pattern.compile(path), scope);
    }

    Rule with(String part) {
      return new Rule(methods, begin, part, path, scope);
    }

    boolean isAbout(String method, String asked) {
      return asked.startsWith(begin)
          && (methods.isEmpty() || methods.contains(method))
          && asked.contains(within)
          && path.matcher(asked).matches();
    }
  }

  /** A step of a path. */
  private static final String ONE = "/[^/]+";

  /** One and more steps. */
  private static final String SOME = "(?:/[^/]+)+";

  /** Owner and alias of a model, where no path of ours begins so. */
  static final String MODEL =
      "/(?!(?:%s)/)[a-z0-9][a-z0-9._-]*%s".formatted(OwnPaths.alternatives(), SOME);

  /** The first that fits counts. */
  private static final List<Rule> RULES =
      List.of(
          // Runtools, Runtype
          reads("/v1/models/available", Scope.CONFIGS_READ),
          all("/v1/model-proxy(?:/stream)?", Scope.MODELS_RUN),
          reads("/v1/api-keys(?:%s)?".formatted(SOME), Scope.KEYS_READ),
          all("/v1/api-keys(?:%s)?".formatted(SOME), Scope.KEYS_WRITE),
          reads("/v1/secrets(?:%s)?".formatted(SOME), Scope.SECRETS_READ),
          all("/v1/secrets(?:%s)?".formatted(SOME), Scope.SECRETS_WRITE),
          reads("/v1/provider-keys(?:%s)?".formatted(SOME), Scope.SECRETS_READ),
          all("/v1/provider-keys(?:%s)?".formatted(SOME), Scope.SECRETS_WRITE),
          reads("/v1/model-(?:configs|usage)(?:%s)?".formatted(SOME), Scope.CONFIGS_READ),
          all("/v1/model-(?:configs|usage)(?:%s)?".formatted(SOME), Scope.CONFIGS_WRITE),
          // routing.run
          reads("/v1/user/key(?:%s)?".formatted(ONE), Scope.KEYS_READ),
          all("/v1/user/key(?:%s)?".formatted(ONE), Scope.KEYS_WRITE),
          reads("/v1/user/requests(?:/hourly)?", Scope.BILLING_READ),
          reads("/v1/user/streams(?:%s)?".formatted(ONE), Scope.REQUESTS_READ),
          all("/v1/user/streams(?:%s)?".formatted(SOME), Scope.REQUESTS_WRITE),
          reads("/v1/pricing", Scope.BILLING_READ),
          // The gateway's faces
          free("/v1(?:beta)?(?:/openai)?/models(?:%s)?".formatted(SOME)),
          posts("/v1(?:beta)?/models%s".formatted(SOME), Scope.MODELS_RUN),
          posts("/v1(?:beta/openai)?/chat/completions", Scope.MODELS_RUN),
          posts("/v1(?:beta/openai)?/(?:embeddings|images/generations)", Scope.MODELS_RUN),
          posts("/v1/messages(?:/count_tokens)?", Scope.MODELS_RUN),
          posts("/v1/responses(?:/input_tokens)?", Scope.MODELS_RUN),
          reads("/v1/responses%s".formatted(SOME), Scope.REQUESTS_READ),
          all("/v1/responses%s".formatted(SOME), Scope.REQUESTS_WRITE),
          posts("/run" + SOME, Scope.MODELS_RUN),
          // What anybody may see
          free("/(?:models|search)(?:%s)?".formatted(SOME)),
          free("/(?:q|openapi)(?:%s)?".formatted(SOME)),
          // Requests and their events
          reads("/requests(?:%s)?".formatted(SOME), Scope.REQUESTS_READ),
          all("/requests%s".formatted(SOME), Scope.REQUESTS_WRITE),
          posts("/tokens", Scope.REQUESTS_READ),
          // Files
          reads("/(?:files|tags)(?:%s)?".formatted(SOME), Scope.FILES_READ),
          posts("/files%s/link".formatted(ONE), Scope.FILES_READ),
          all("/(?:files|tags)(?:%s)?".formatted(SOME), Scope.FILES_WRITE),
          reads("/media" + SOME, Scope.FILES_READ),
          all("/storage/upload(?:%s)?".formatted(SOME), Scope.FILES_WRITE),
          // Money
          posts("/billing/quote", Scope.MODELS_RUN),
          reads("/billing" + SOME, Scope.BILLING_READ),
          all("/billing" + SOME, Scope.BILLING_WRITE),
          // Whoever has the secret can speak in our name to the receiver.
          reads("/webhooks/default/secret", Scope.WEBHOOKS_WRITE),
          reads("/webhooks" + SOME, Scope.WEBHOOKS_READ),
          all("/webhooks" + SOME, Scope.WEBHOOKS_WRITE),
          // The queue, beside its models
          reads(MODEL + "/requests%s(?:/status(?:/stream)?)?".formatted(ONE), Scope.REQUESTS_READ),
          all(MODEL + "/requests%s/(?:cancel|payloads)".formatted(ONE), Scope.REQUESTS_WRITE)
              .with("/requests/"),
          free(MODEL + "/models"),
          posts(MODEL, Scope.MODELS_RUN));

  private static Rule reads(String path, Scope scope) {
    return Rule.of(READING, path, Optional.of(scope));
  }

  private static Rule posts(String path, Scope scope) {
    return Rule.of(Set.of("POST"), path, Optional.of(scope));
  }

  private static Rule all(String path, Scope scope) {
    return Rule.of(Set.of(), path, Optional.of(scope));
  }

  private static Rule free(String path) {
    return Rule.of(READING, path, Optional.empty());
  }

  private ScopeOfCall() {}

  /** What a key needs for a call. */
  sealed interface Need {
    /** Nothing but to be good. */
    record Nothing() implements Need {}

    record One(Scope scope) implements Need {}

    /** Every scope there is: nobody has said what the call is about. */
    record Everything() implements Need {}

    default boolean isMetBy(Scopes scopes) {
      return switch (this) {
        case Nothing() -> true;
        case One(var scope) -> scopes.allows(scope);
        case Everything() -> scopes.covers(Scopes.ALL);
      };
    }

    /** As it is written among the scopes of a key. */
    default String word() {
      return switch (this) {
        case Nothing() -> "";
        case One(var scope) -> scope.word();
        case Everything() -> "*";
      };
    }
  }

  /**
   * What this call needs.
   *
   * @param path as it came, percent-encoded; one that {@code PathGuard} let pass
   */
  static Need of(HttpMethod method, String path) {
    return find(method.name(), SamePath.of(path)).orElseGet(Need.Everything::new);
  }

  private static Optional<Need> find(String method, String path) {
    for (var rule : RULES) { // no stream: every call comes by here
      if (rule.isAbout(method, path)) {
        return Optional.of(rule.scope().<Need>map(Need.One::new).orElseGet(Need.Nothing::new));
      }
    }
    return Optional.empty();
  }
}
