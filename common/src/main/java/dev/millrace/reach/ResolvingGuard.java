package dev.millrace.reach;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;

/**
 * Lets us call what is within reach only. One forbidden address among those of a name forbids the
 * name: which of them a connection takes is not its caller's choice.
 */
@ApplicationScoped
public class ResolvingGuard implements Targets {
  private final Names names;

  public ResolvingGuard(Names names) {
    this.names = names;
  }

  @Override
  public Uni<Target> look(String url, Reach reach) {
    try {
      var target = TargetUrl.parse(url, reach);
      return addressesOf(target)
          .map(addresses -> judge(target, reach, addresses))
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

  private static Target judge(TargetUrl url, Reach reach, List<InetAddress> addresses) {
    var isPrivateFine = reach.takesPrivate(url.host(), url.port());
    if (!addresses.stream().allMatch(address -> isAllowed(address, isPrivateFine))) {
      return new Target.Forbidden("its host is not on the public internet");
    }
    return new Target.Open(url, addresses.stream().sorted(ipv4First()).toList());
  }

  private static boolean isAllowed(InetAddress address, boolean isPrivateFine) {
    return Addresses.isPublic(address) || (isPrivateFine && Addresses.isPrivate(address));
  }

  private static Comparator<InetAddress> ipv4First() {
    return Comparator.comparing(Inet6Address.class::isInstance);
  }
}
