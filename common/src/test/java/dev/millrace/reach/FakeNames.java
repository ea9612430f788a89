package dev.millrace.reach;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names as a test sets them. */
public final class FakeNames implements Names {
  private final Map<String, List<InetAddress>> known = new ConcurrentHashMap<>();

  /** From now on the name stands for these. */
  public FakeNames set(String name, String... addresses) {
    known.put(name, Arrays.stream(addresses).map(Addresses::literal).toList());
    return this;
  }

  @Override
  public Uni<List<InetAddress>> addressesOf(String name) {
    var addresses = known.get(name);
    return addresses == null
        ? Uni.createFrom().failure(new UnknownHostException(name))
        : Uni.createFrom().item(addresses);
  }
}
