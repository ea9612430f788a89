package dev.millrace.reach;

import java.util.Optional;

/**
 * How far a URL may lead. https to the public internet is always within it.
 *
 * @param plainHttp http to the public internet too
 * @param privateNetwork http, this machine, its private networks and names without a dot too
 * @param neighbour this one host and port too, wherever it is but on a link-local address
 * @param longest characters that a URL may have
 */
public record Reach(
    boolean plainHttp, boolean privateNetwork, Optional<Neighbour> neighbour, int longest) {

  /** What callers themselves name seldom is longer; what stores sign may be. */
  public static final int USUAL_LENGTH = 2048;

  /** https to the public internet, and at a developer's desk the private network in any way. */
  public static Reach https(boolean privateNetwork) {
    return new Reach(false, privateNetwork, Optional.empty(), USUAL_LENGTH);
  }

  boolean takesPlain(String host, int port) {
    return plainHttp || takesPrivate(host, port);
  }

  boolean takesPrivate(String host, int port) {
    return privateNetwork || takesAsNeighbour(host, port);
  }

  boolean takesAsNeighbour(String host, int port) {
    return neighbour.filter(new Neighbour(host, port)::equals).isPresent();
  }
}
