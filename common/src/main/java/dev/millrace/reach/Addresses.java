package dev.millrace.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which network addresses are the public's. IPv6 is an allow-list: of the whole space only {@code
 * 2000::/3} is given out, so all forms that hide an IPv4 address (mapped, NAT64, compatible) are
 * refused with the rest. Pure.
 */
final class Addresses {
  private static final List<Block> NOT_PUBLIC_IPV4 =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carrier-grade NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, and the clouds' metadata
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, broadcast
  private static final Block GLOBAL_IPV6 = block("2000::/3");
  private static final List<Block> NOT_PUBLIC_IPV6 =
      blocks(
          "2001::/23", // protocol assignments, Teredo among them
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: hides any IPv4 address
          "3fff::/20"); // documentation

  /** What the {@code allow-private} settings open: this machine and its own networks. */
  private static final List<Block> PRIVATE =
      blocks("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7");

  private Addresses() {}

  static boolean isPublic(InetAddress address) {
    var bytes = address.getAddress();
    return bytes.length == 4
        ? noneHolds(NOT_PUBLIC_IPV4, bytes)
        : GLOBAL_IPV6.holds(bytes) && noneHolds(NOT_PUBLIC_IPV6, bytes);
  }

  static boolean isPrivate(InetAddress address) {
    return !noneHolds(PRIVATE, address.getAddress());
  }

  private static boolean noneHolds(List<Block> blocks, byte[] address) {
    return blocks.stream().noneMatch(block -> block.holds(address));
  }

  /** Addresses that begin with the same bits. */
  private record Block(byte[] first, int bits) {

    boolean holds(byte[] address) {
      if (address.length != first.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (first[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private static List<Block> blocks(String... texts) {
    return Arrays.stream(texts).map(Addresses::block).toList();
  }

  private static Block block(String text) {
    var slash = text.indexOf('/');
    return new Block(
        literal(text.substring(0, slash)).getAddress(),
        Integer.parseInt(text.substring(slash + 1)));
  }

  /** An address from its own text, which never asks a name server. */
  static InetAddress literal(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address: " + text, e);
    }
  }
}
