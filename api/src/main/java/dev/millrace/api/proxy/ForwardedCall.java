package dev.millrace.api.proxy;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import java.util.Set;

/**
 * A visitor's call with another path, query and head. Body, answer and connection are the visitor's
 * own, so nothing is copied and whoever leaves is seen to leave.
 */
final class ForwardedCall extends HttpServerRequestWrapper {
  private final String uri;
  private final MultiMap headers;
  private final MultiMap params = MultiMap.caseInsensitiveMultiMap();
  private final String path;
  private final String query;

  /**
   * @param uri path and query
   */
  ForwardedCall(HttpServerRequest call, String uri, MultiMap headers) {
    super((HttpServerRequestInternal) call);
    this.uri = uri;
    this.headers = headers;
    int mark = uri.indexOf('?');
    this.path = mark < 0 ? uri : uri.substring(0, mark);
    this.query = mark < 0 ? null : uri.substring(mark + 1);
    new QueryStringDecoder(uri).parameters().forEach(params::add);
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String query() {
    return query;
  }

  @Override
  public String absoluteURI() {
    return delegate.scheme() + "://" + delegate.authority() + uri;
  }

  @Override
  public MultiMap headers() {
    return headers;
  }

  @Override
  public MultiMap params(boolean semicolonIsNormalChar) {
    return params;
  }

  @Override
  public Cookie getCookie(String name) {
    return null;
  }

  @Override
  public Cookie getCookie(String name, String domain, String path) {
    return null;
  }

  @Override
  public Set<Cookie> cookies(String name) {
    return Set.of();
  }

  @Override
  public Set<Cookie> cookies() {
    return Set.of();
  }
}
