package dev.millrace.reach;

import java.net.InetAddress;
import java.util.List;

/**
 * What an address comes to when it is looked at. The reasons are clauses about it, for whoever
 * chose it.
 */
public sealed interface Target {
  /**
   * It may be called, at these network addresses and at no others: its name may stand for something
   * else a moment later.
   *
   * @param addresses at least one; those of IPv4 first
   */
  record Open(TargetUrl url, List<InetAddress> addresses) implements Target {}

  /** It must not be called. */
  record Forbidden(String reason) implements Target {}

  /** What its name stands for is not known at the moment. */
  record Unresolved(String reason) implements Target {}
}
