package dev.millrace.engines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Chooses free ports below those that systems give to outgoing connections.
 *
 * <p>Were an engine's port one of those, then while the engine is down another process could get it
 * for an outgoing connection; even a client that tries to reconnect could, and would then talk to
 * itself.
 */
final class Ports {
  private static final int LOWEST = 15_000;
  private static final int BELOW = 32_000;
  private static final int TRIES = 1_000;

  private final Set<Integer> given = new HashSet<>();
  private final RandomGenerator random = RandomGenerator.getDefault();

  int free() {
    for (int i = 0; i < TRIES; i++) {
      var port = random.nextInt(LOWEST, BELOW);
      if (take(port)) {
        return port;
      }
    }
    throw new StartFailure("no free port between %d and %d".formatted(LOWEST, BELOW));
  }

  int freeOr(int wanted) {
    return take(wanted) ? wanted : free();
  }

  private boolean take(int port) {
    return !given.contains(port) && isFree(port) && given.add(port);
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
