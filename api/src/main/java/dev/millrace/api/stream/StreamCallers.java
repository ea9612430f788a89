package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.ModelName;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Who opens a stream: whoever has a key, or a token from {@code POST /tokens}. Only streams take
 * tokens.
 */
@ApplicationScoped
public class StreamCallers {
  private static final List<String> PARAMETERS =
      List.of("token", "modelrunner_jwt_token", "fal_jwt_token");
  private static final List<String> KEY_HEADERS =
      List.of("Authorization", "x-api-key", "x-goog-api-key");

  private final Authenticator authenticator;
  private final TokenDesk desk;

  StreamCallers(Authenticator authenticator, TokenDesk desk) {
    this.authenticator = authenticator;
    this.desk = desk;
  }

  /**
   * Who reads.
   *
   * @param byKey whether it came with a key, which may be revoked, and not with a token
   * @param apps models that it may read of, as {@code owner/alias} or the alias alone; none means
   *     all
   */
  public record Reader(AccountId account, List<String> apps, boolean byKey) {
    public Reader {
      apps = List.copyOf(apps);
    }

    /** Whether requests of this model are for its eyes. */
    public boolean mayRead(ModelName model) {
      return apps.isEmpty() || apps.stream().anyMatch(app -> names(app, model));
    }

    /** Some clients know the first part of the alias only. */
    private static boolean names(String app, ModelName model) {
      var alias = model.alias();
      int slash = alias.indexOf('/');
      return app.equals(model.toString())
          || app.equals(alias)
          || slash > 0 && app.equals(alias.substring(0, slash));
    }
  }

  /** Fails as the authenticator does; a token that is no good is KEY_INVALID. */
  public Uni<Reader> of(HttpServerRequest request) {
    var token = tokenOf(request);
    if (token.isEmpty() || KEY_HEADERS.stream().anyMatch(request.headers()::contains)) {
      return authenticator
          .callerOf(request)
          .map(caller -> new Reader(caller.account(), List.of(), true));
    }
    return desk.tokens()
        .map(tokens -> tokens.read(token.get()).orElseThrow(StreamCallers::invalid))
        .map(grant -> new Reader(grant.account(), grant.apps(), false));
  }

  private static Optional<String> tokenOf(HttpServerRequest request) {
    return PARAMETERS.stream()
        .map(request.params()::get)
        .filter(text -> text != null && !text.isEmpty())
        .findFirst();
  }

  private static FaultException invalid() {
    return new FaultException(
        FaultCode.KEY_INVALID,
        "the token is forged or has expired; get another one from POST /tokens");
  }
}
