package dev.millrace.provider.http;

import dev.millrace.provider.settings.HttpUrl;
import java.net.InetSocketAddress;
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
 * @param server the network address to connect to, whatever the URL's name stands for by now:
 *     somebody else chose the URL, and this is where it was found to lead; empty: wherever the name
 *     leads
 */
public record UpstreamRequest(
    String method,
    URI url,
    Map<String, String> headers,
    Optional<UpstreamBody> body,
    Duration timeout,
    Optional<InetSocketAddress> server) {
  public UpstreamRequest {
    headers = Map.copyOf(headers);
  }

  /** To wherever the URL leads. */
  public UpstreamRequest(
      String method,
      URI url,
      Map<String, String> headers,
      Optional<UpstreamBody> body,
      Duration timeout) {
    this(method, url, headers, body, timeout, Optional.empty());
  }

  public UpstreamRequest withHeader(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new UpstreamRequest(method, url, more, body, timeout, server);
  }

  /** The same call, to a server that was looked at. */
  public UpstreamRequest at(InetSocketAddress looked) {
    return new UpstreamRequest(method, url, headers, body, timeout, Optional.of(looked));
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
