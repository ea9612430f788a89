package dev.millrace.api.files.read;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Who reads. A call without a key may read what is public; one with a wrong key may read nothing,
 * so that a key that was revoked never seems to work.
 */
@ApplicationScoped
class Readers {
  private final Authenticator authenticator;

  Readers(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /** Empty for a call without a key. Fails as the authenticator does for a key that is no good. */
  Uni<Optional<AccountId>> readerOf(RoutingContext routing) {
    return authenticator
        .callerOf(routing)
        .map(Caller::account)
        .map(Optional::of)
        .onFailure(Readers::isMissing)
        .recoverWithItem(Optional.empty());
  }

  private static boolean isMissing(Throwable failure) {
    return failure instanceof FaultException refusal
        && refusal.fault().code() == FaultCode.KEY_MISSING;
  }
}
