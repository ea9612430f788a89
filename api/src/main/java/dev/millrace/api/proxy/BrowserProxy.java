package dev.millrace.api.proxy;

import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.Visit;
import dev.millrace.api.http.cors.CrossOrigin;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Judges a visitor's call, and has it served in this process as one with the proxy's key. Where the
 * target's host is, nobody ever asks.
 */
final class BrowserProxy {
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final ProxyTerms terms;
  private final AllowList allowed;
  private final Visitors visitors;
  private final int trustedProxies;
  private final Optional<String> publicUrl;

  BrowserProxy(
      ProxyTerms terms, Visitors visitors, ProxyConfig config, DeploymentConfig deployment) {
    this.terms = terms;
    this.allowed = new AllowList(terms);
    this.visitors = visitors;
    this.trustedProxies = config.trustedProxies();
    this.publicUrl = deployment.publicUrl();
  }

  /**
   * Serves it through the router.
   *
   * @throws FaultException when it is not granted; nothing of its body was read
   */
  void serve(ProxyFace face, RoutingContext context, Router router) {
    var request = context.request();
    var own = PublicUrl.of(publicUrl, request);
    checkOrigin(context, own);
    var visitor = visitorOf(context);
    visitors.call(visitor);
    var target = Target.of(face, request.headers().getAll(face.targetHeader()), own);
    var granted = allowed.find(request.method(), target);
    var headers =
        new ForwardedHeaders(face, terms.key())
            .of(
                request.headers(),
                granted.errand(),
                visitor.text(),
                CorrelationId.of(context).value());
    var atEnd = visitors.begin(visitor, granted.errand().weight());
    // One URL answers many calls, which only the target header tells apart.
    context
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .headers()
        .add(HttpHeaders.VARY, face.targetHeader());
    new Visit(atEnd).announce(Vertx.currentContext());
    router.handle(new ForwardedCall(request, granted.uri(), headers));
  }

  private void checkOrigin(RoutingContext context, PublicUrl own) {
    var origin = PageOrigin.on(context.request().headers(), own);
    if (origin.isEmpty() && !terms.withoutOrigin()) {
      throw new FaultException(
          FaultCode.ORIGIN_FORBIDDEN,
          "the call does not say which page it comes from; only browsers may use the proxy, scripts"
              + " need a key");
    }
    origin
        .filter(text -> !terms.origins().allow(text))
        .ifPresent(
            foreign -> {
              throw new FaultException(CrossOrigin.refused(foreign));
            });
  }

  private VisitorAddress visitorOf(RoutingContext context) {
    var request = context.request();
    return VisitorAddress.of(
        request.connection().remoteAddress().hostAddress(),
        request.headers().getAll(FORWARDED_FOR),
        trustedProxies);
  }
}
