package dev.millrace.api.files.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.files.FilesConfig;
import dev.millrace.blob.FileUrl;
import dev.millrace.context.CallerContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers readers: with a redirect to the store, a link, the bytes, or what a HEAD wants. */
@ApplicationScoped
class ReadFace {
  private final Readers readers;
  private final ReadDesk desk;
  private final Links links;
  private final Relay relay;
  private final FilesConfig config;
  private final ObjectMapper json;

  ReadFace(
      Readers readers,
      ReadDesk desk,
      Links links,
      Relay relay,
      FilesConfig config,
      ObjectMapper json) {
    this.readers = readers;
    this.desk = desk;
    this.links = links;
    this.relay = relay;
    this.config = config;
    this.json = json;
  }

  private record Wanted(ReadQuery query, Served served) {}

  void answer(RoutingContext routing) {
    var own = Vertx.currentContext();
    SafeHeaders.putOn(routing.response());
    var running =
        Uni.createFrom()
            .item(() -> ReadQuery.of(routing.queryParams()))
            .chain(query -> served(routing).map(served -> new Wanted(query, served)))
            .emitOn(new CallerContext(own))
            .subscribe()
            .with(wanted -> answerUnlessGone(routing, wanted, own), routing::fail);
    routing.addEndHandler(end -> running.cancel());
  }

  private Uni<Served> served(RoutingContext routing) {
    var id = routing.pathParam("id");
    return readers
        .readerOf(routing)
        .chain(
            reader ->
                FileUrl.THUMBNAIL.equals(routing.pathParam("name"))
                    ? desk.thumbnail(reader, id)
                    : desk.file(reader, id));
  }

  private void answerUnlessGone(RoutingContext routing, Wanted wanted, Context own) {
    if (routing.response().closed()) {
      return;
    }
    try {
      answer(routing, wanted, own);
    } catch (RuntimeException refused) {
      routing.fail(refused);
    }
  }

  private void answer(RoutingContext routing, Wanted wanted, Context own) {
    var query = wanted.query();
    if (!query.redirect()) {
      writeLink(routing, links.sign(wanted.served(), query.expiresIn()));
    } else if (routing.request().method() == HttpMethod.HEAD) {
      relay.head(routing, wanted.served());
    } else if (query.relay().orElseGet(config::relay)) {
      relay.stream(routing, wanted.served(), own);
    } else {
      redirect(routing, links.sign(wanted.served(), query.expiresIn()));
    }
  }

  private static void redirect(RoutingContext routing, LinkReply link) {
    routing
        .response()
        .setStatusCode(307)
        .putHeader("Location", link.url().toString())
        .putHeader("Cache-Control", "private, no-store")
        .end();
  }

  private void writeLink(RoutingContext routing, LinkReply link) {
    routing
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "private, no-store")
        .end(body(link));
  }

  private Buffer body(LinkReply link) {
    try {
      return Buffer.buffer(json.writeValueAsBytes(link));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a URL and a time are always JSON", e);
    }
  }
}
