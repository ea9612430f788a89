package dev.millrace.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lets us call the public's addresses only. One forbidden address among those of a name forbids the
 * name: which of them a connection takes is not its caller's choice.
 */
@ApplicationScoped
public class ResolvingGuard implements TargetGuard, Targets {
  private final Names names;
  private final boolean allowPrivate;

  public ResolvingGuard(Names names, WebhookConfig config) {
    this.names = names;
    this.allowPrivate = config.allowPrivate();
  }

  @Override
  public Uni<Optional<String>> problem(String url) {
    return look(url).map(ResolvingGuard::problemOf);
  }

  private static Optional<String> problemOf(Target target) {
    return switch (target) {
      case Target.Open open -> Optional.empty();
      case Target.Forbidden(var reason) -> Optional.of("webhook cannot be called: " + reason);
      case Target.Unresolved(var reason) -> Optional.of("webhook cannot be called: " + reason);
    };
  }

  @Override
  public Uni<Target> look(String url) {
    try {
      var target = TargetUrl.parse(url, allowPrivate);
      return addressesOf(target)
          .map(addresses -> judge(target, addresses))
          .onFailure()
          .recoverWithItem(new Target.Unresolved("its host name stands for no address just now"));
    } catch (TargetUrl.Unusable e) {
      return Uni.createFrom().item(new Target.Forbidden(e.getMessage()));
    }
  }

  private Uni<List<InetAddress>> addressesOf(TargetUrl target) {
    return target.isAddress()
        ? Uni.createFrom().item(() -> List.of(Addresses.literal(target.host())))
        : names.addressesOf(target.host());
  }

  private Target judge(TargetUrl url, List<InetAddress> addresses) {
    if (!addresses.stream().allMatch(this::isAllowed)) {
      return new Target.Forbidden("its host is not on the public internet");
    }
    return new Target.Open(url, addresses.stream().sorted(ipv4First()).toList());
  }

  private boolean isAllowed(InetAddress address) {
    return Addresses.isPublic(address) || (allowPrivate && Addresses.isPrivate(address));
  }

  private static Comparator<InetAddress> ipv4First() {
    return Comparator.comparing(Inet6Address.class::isInstance);
  }
}
