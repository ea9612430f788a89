package dev.millrace.api.proxy;

/**
 * How much a visitor may do. Refuses numbers that would let nobody in.
 *
 * @param beginsPerMinute requests and uploads
 * @param visitors how many are remembered
 */
record VisitorLimits(
    int callBurst,
    int callsPerSecond,
    int beginBurst,
    int beginsPerMinute,
    int streams,
    int visitors) {

  VisitorLimits {
    if (Math.min(Math.min(callBurst, callsPerSecond), Math.min(beginBurst, beginsPerMinute)) < 1
        || Math.min(streams, visitors) < 1) {
      throw new IllegalArgumentException(
          "millrace.proxy.call-burst (%d), calls-per-second (%d), begin-burst (%d), begins-per-minute (%d), streams (%d) and visitors (%d) must be at least 1"
              .formatted(
                  callBurst, callsPerSecond, beginBurst, beginsPerMinute, streams, visitors));
    }
  }

  static VisitorLimits of(ProxyConfig config) {
    return new VisitorLimits(
        config.callBurst(),
        config.callsPerSecond(),
        config.beginBurst(),
        config.beginsPerMinute(),
        config.streams(),
        config.visitors());
  }
}
