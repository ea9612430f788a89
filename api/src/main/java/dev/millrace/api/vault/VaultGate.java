package dev.millrace.api.vault;

import dev.millrace.account.ApiKey;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.secret.Sealer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Lets callers to their secrets, where there are any. */
@ApplicationScoped
public class VaultGate {
  private final Authenticator authenticator;
  private final Sealer sealer;

  VaultGate(Authenticator authenticator, Sealer sealer) {
    this.authenticator = authenticator;
    this.sealer = sealer;
  }

  /** Fails as the authenticator does, and with FORBIDDEN where secrets are switched off. */
  <T> Uni<T> as(HttpServerRequest request, Function<Caller, Uni<T>> use) {
    return authenticator.callerOf(request).invoke(this::checkOpen).chain(use::apply);
  }

  /** The same for what reaches a provider, which no test key does. */
  <T> Uni<T> reaching(HttpServerRequest request, Function<Caller, Uni<T>> use) {
    return as(
        request,
        caller -> {
          if (caller.kind() == ApiKey.Kind.TEST) {
            throw new FaultException(
                FaultCode.FORBIDDEN, "a test key reaches no provider; use a live key");
          }
          return use.apply(caller);
        });
  }

  private void checkOpen(Caller caller) {
    if (!sealer.isOn()) {
      throw new FaultException(
          FaultCode.FORBIDDEN,
          "provider keys and secrets are switched off here: the operator has set no master key (millrace.secrets.master-keys)");
    }
  }
}
