package dev.millrace.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses of IPv4 or IPv6 in CIDR form, such as {@code 203.0.113.0/24}; one alone is a range too.
 */
public final class IpRange {
  /** Digits and separators of addresses only, so that no name is ever looked up. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");

  private final byte[] network;
  private final int bits;

  private IpRange(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /** Empty when the text is no range. Bits behind the prefix are taken as zero. */
  public static Optional<IpRange> parse(String text) {
    int slash = text.indexOf('/');
    var address = bytes(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int all = address.get().length * 8;
    var length = slash < 0 ? Integer.toString(all) : text.substring(slash + 1);
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > all) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(length);
    return Optional.of(new IpRange(masked(address.get(), bits), bits));
  }

  /** Whether the address, as text, is in it; never for what is no address. */
  public boolean contains(String address) {
    return bytes(address)
        .filter(found -> found.length == network.length)
        .filter(found -> Arrays.equals(masked(found, bits), network))
        .isPresent();
  }

  /** Whether each address of the other is in it. */
  public boolean covers(IpRange other) {
    return other.network.length == network.length
        && other.bits >= bits
        && Arrays.equals(masked(other.network, bits), network);
  }

  private static byte[] masked(byte[] address, int bits) {
    var masked = new byte[address.length];
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp(bits - i * 8, 0, 8);
      masked[i] = (byte) (address[i] & (0xff << (8 - kept)));
    }
    return masked;
  }

  /** An IPv4 address that is written as one of IPv6 is the former. */
  private static Optional<byte[]> bytes(String text) {
    int zone = text.indexOf('%');
    var plain = zone < 0 ? text : text.substring(0, zone);
    if (!ADDRESS.matcher(plain).matches() || (!plain.contains(":") && !isDotted(plain))) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(plain).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static boolean isDotted(String text) {
    var parts = text.split("\\.", -1);
    return parts.length == 4
        && Arrays.stream(parts)
            .allMatch(part -> part.matches("\\d{1,3}") && Integer.parseInt(part) <= 255);
  }

  /** In CIDR form. */
  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(network).getHostAddress() + "/" + bits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpRange range
        && range.bits == bits
        && Arrays.equals(range.network, network);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(network) + bits;
  }
}
