package dev.millrace.provider.http;

import dev.millrace.provider.settings.HttpUrl;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One HTTP call to an upstream.
 *
 * @param method such as {@code POST}
 * @param url where to; http or https
 * @param headers beside those for JSON; their values are secrets
 * @param body JSON
 * @param timeout how long the whole call may take
 * @param to how far it may lead
 */
public record UpstreamRequest(
    String method,
    URI url,
    Map<String, String> headers,
    Optional<UpstreamBody> body,
    Duration timeout,
    Whither to) {
  public UpstreamRequest {
    headers = Map.copyOf(headers);
  }

  /** Of an address that the operator chose. */
  public UpstreamRequest(
      String method,
      URI url,
      Map<String, String> headers,
      Optional<UpstreamBody> body,
      Duration timeout) {
    this(method, url, headers, body, timeout, Whither.ANYWHERE);
  }

  /** How far a call may lead. */
  public sealed interface Whither {
    /** Wherever the operator says. */
    Whither ANYWHERE = new Anywhere();

    /** An account chose the address, so it is looked at right before it is called. */
    Whither WITHIN_REACH = new WithinReach();

    record Anywhere() implements Whither {}

    record WithinReach() implements Whither {}

    /** It was looked at, and is called at this network address alone. */
    record At(InetAddress address) implements Whither {}
  }

  /** The same, to an address that an account chose. */
  public UpstreamRequest chosenByAccount(boolean isSo) {
    return isSo ? to(Whither.WITHIN_REACH) : this;
  }

  UpstreamRequest to(Whither other) {
    return new UpstreamRequest(method, url, headers, body, timeout, other);
  }

  public UpstreamRequest withHeader(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new UpstreamRequest(method, url, more, body, timeout, to);
  }

  /**
   * What the upstream learns from this call and nobody else may: headers, and values of the query.
   */
  public List<String> secrets() {
    return Stream.concat(headers.values().stream(), HttpUrl.secretsIn(url)).toList();
  }

  /** Leaves out headers, body and the URL's path, which may hold secrets. */
  @Override
  public String toString() {
    return method + " " + url.getHost();
  }
}
