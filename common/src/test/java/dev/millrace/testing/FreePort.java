package dev.millrace.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers of the tests' own, known before anybody listens there: profiles and tests are
 * loaded apart from each other, and both have to know them.
 */
public final class FreePort {
  private FreePort() {}

  /** The port of this name; the same each time. */
  public static synchronized int named(String name) throws IOException {
    var property = name + ".port";
    var known = System.getProperty(property);
    if (known == null) {
      known = Integer.toString(find());
      System.setProperty(property, known);
    }
    return Integer.parseInt(known);
  }

  /** Below those that systems give to outgoing connections: none may take it before we listen. */
  private static int find() throws IOException {
    for (int look = 1; ; look++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException taken) {
        if (look == 100) {
          throw taken;
        }
      }
    }
  }
}
