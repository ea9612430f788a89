package dev.millrace.api.proxy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What visitors of web pages may do without a key. Off until the first three are set. */
@ConfigMapping(prefix = "millrace.proxy")
public interface ProxyConfig {
  /** The API key that visitors' requests are made, seen and paid with. */
  Optional<String> key();

  /** Origins of the pages that may use the proxy, such as {@code https://app.example.com}. */
  Optional<List<String>> origins();

  /**
   * Models that visitors may use: {@code owner/alias}, or {@code owner/*} for all of an owner's.
   */
  Optional<List<String>> models();

  /** Whether visitors may also call {@code /run/owner/model}, which answers at once. */
  @WithDefault("false")
  boolean run();

  /** Whether calls are served that name no origin. Browsers always name one; scripts do not. */
  @WithDefault("false")
  boolean withoutOrigin();

  /**
   * Reverse proxies of yours before the api, each of which adds to {@code X-Forwarded-For} whom it
   * saw. With 0, a visitor is whoever holds the connection.
   */
  @WithDefault("0")
  int trustedProxies();

  /** Calls that a visitor may make at once. */
  @WithDefault("60")
  int callBurst();

  /** Calls a second that a visitor may go on making. */
  @WithDefault("20")
  int callsPerSecond();

  /** Requests and uploads that a visitor may begin at once. */
  @WithDefault("20")
  int beginBurst();

  /** Requests and uploads a minute that a visitor may go on beginning. */
  @WithDefault("30")
  int beginsPerMinute();

  /** Event streams that a visitor may have open. */
  @WithDefault("6")
  int streams();

  /** Visitors whose limits are remembered; beyond that, those not seen for longest start anew. */
  @WithDefault("20000")
  int visitors();
}
