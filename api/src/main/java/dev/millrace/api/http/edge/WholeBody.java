package dev.millrace.api.http.edge;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.inject.Singleton;

/** Reads the bodies of calls that no resource serves, up to the bound of all bodies. */
@Singleton
public class WholeBody implements Handler<RoutingContext> {
  private final BodyHandler body;

  public WholeBody(HttpConfig config) {
    this.body = BodyHandler.create(false).setBodyLimit(config.maxBody().asLongValue());
  }

  @Override
  public void handle(RoutingContext context) {
    context.request().resume();
    body.handle(context);
  }
}
