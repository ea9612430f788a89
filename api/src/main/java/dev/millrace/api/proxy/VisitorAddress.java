package dev.millrace.api.proxy;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Who a visitor is, as far as limits go: an address, or for IPv6 the 64 bits that one household
 * has. Pure.
 */
record VisitorAddress(String text) {
  private static final int NETWORK_BYTES = 8;

  /**
   * Reads whom the outermost trusted proxy saw. What stands further left in the header was written
   * by strangers, and is not looked at.
   *
   * @param connected who holds the connection
   * @param forwardedFor all {@code X-Forwarded-For} headers in their order
   * @param trustedProxies how many of the last entries are our own proxies'
   */
  static VisitorAddress of(String connected, List<String> forwardedFor, int trustedProxies) {
    if (trustedProxies == 0) {
      return of(connected);
    }
    var entries = String.join(",", forwardedFor).split(",");
    int place = entries.length - trustedProxies;
    return place < 0
        ? of(connected) // it did not come by way of our proxies
        : network(entries[place].strip()).orElseGet(() -> of(connected));
  }

  private static VisitorAddress of(String connected) {
    return network(connected).orElseGet(() -> new VisitorAddress(connected));
  }

  private static Optional<VisitorAddress> network(String text) {
    var bytes = NetUtil.createByteArrayFromIpAddressString(withoutPort(text));
    if (bytes == null) {
      return Optional.empty();
    }
    var kept = bytes.length == 4 ? bytes : Arrays.copyOf(bytes, NETWORK_BYTES);
    return Optional.of(new VisitorAddress(HexFormat.of().formatHex(kept)));
  }

  /** {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711} are written by some proxies. */
  private static String withoutPort(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? text : text.substring(1, end);
    }
    int colon = text.indexOf(':');
    return colon > 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }
}
