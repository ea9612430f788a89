package dev.millrace.provider.http;

import dev.millrace.deployment.SecretsConfig;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.reach.Reach;
import dev.millrace.reach.Target;
import dev.millrace.reach.Targets;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Looks at addresses that accounts chose, right before they are called, and holds the call to what
 * was looked at: a name may stand for something else a moment later.
 */
@Singleton
public final class ForeignAddresses {
  private final Targets targets;
  private final Reach reach;

  @Inject
  ForeignAddresses(Targets targets, SecretsConfig config) {
    this(targets, config.allowPrivate());
  }

  /**
   * @param allowPrivate whether they may be in private networks too, and speak plain http
   */
  public ForeignAddresses(Targets targets, boolean allowPrivate) {
    this.targets = targets;
    this.reach = Reach.https(allowPrivate);
  }

  /** Where nobody may be called. */
  static ForeignAddresses none() {
    return new ForeignAddresses(
        (url, reach) -> Uni.createFrom().item(new Target.Forbidden("nobody looks at it")), false);
  }

  /**
   * What is wrong with an address now, as a clause about it; empty when it may be called. Never
   * fails.
   */
  public Uni<Optional<String>> problem(String url) {
    return targets
        .look(url, reach)
        .map(
            target ->
                switch (target) {
                  case Target.Open open -> Optional.empty();
                  case Target.Forbidden(var reason) -> Optional.of(reason);
                  case Target.Unresolved(var reason) -> Optional.of(reason);
                });
  }

  /** The call, to where it may lead. Fails with URL_FORBIDDEN or PROVIDER_UNREACHABLE. */
  public Uni<UpstreamRequest> looked(UpstreamRequest call) {
    return targets.look(call.url().toString(), reach).map(target -> held(call, target));
  }

  private static UpstreamRequest held(UpstreamRequest call, Target target) {
    return switch (target) {
      case Target.Open open ->
          call.at(new InetSocketAddress(open.addresses().getFirst(), open.url().port()));
      case Target.Forbidden(var reason) ->
          throw new FaultException(
              FaultCode.URL_FORBIDDEN,
              "The server of your provider key is not called: %s.".formatted(reason));
      case Target.Unresolved(var reason) ->
          throw new FaultException(
              FaultCode.PROVIDER_UNREACHABLE,
              "The server of your provider key cannot be reached: %s.".formatted(reason));
    };
  }
}
