package dev.millrace.api.files.read;

import dev.millrace.api.files.FilesConfig;
import dev.millrace.blob.BlobStreams;
import dev.millrace.blob.BlobStreams.ByteRange;
import dev.millrace.context.CallerContext;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Hands files out itself, for readers who cannot reach the store. */
@ApplicationScoped
class Relay {
  private final BlobStreams blobs;
  private final RelayPlaces places;
  private final Duration stallAfter;

  Relay(BlobStreams blobs, RelayPlaces places, FilesConfig config) {
    this.blobs = blobs;
    this.places = places;
    this.stallAfter = config.relayStall();
  }

  /**
   * All that a GET would say, from what we know: a store refuses a HEAD of a URL signed for GET.
   */
  void head(RoutingContext routing, Served served) {
    if (isKnown(routing, served)) {
      notModified(routing, served);
      return;
    }
    describe(routing.response(), served);
    served
        .size()
        .ifPresent(size -> routing.response().putHeader("Content-Length", Long.toString(size)));
    routing.response().end();
  }

  /**
   * Streams it on the connection's own context.
   *
   * @throws FaultException RANGE_UNSATISFIABLE, or OVERLOADED when there is no place for it
   */
  void stream(RoutingContext routing, Served served, Context own) {
    if (isKnown(routing, served)) {
      notModified(routing, served);
      return;
    }
    var range = rangeOf(routing, served);
    if (range.isPresent() && range.get() instanceof WantedRange.Nowhere) {
      throw nowhere(routing, served.size().orElseThrow());
    }
    var place = places.take(served.account());
    var reply = new RelayedReply(routing, own, stallAfter);
    routing.addEndHandler(
        end -> {
          reply.cancel();
          place.close();
        });
    // Not cancelled when the reader leaves: bytes that were opened have to be let go of by
    // somebody.
    blobs
        .read(served.key(), range.flatMap(Relay::bytes))
        .map(found -> found.orElseThrow(Relay::lost))
        .emitOn(new CallerContext(own))
        .subscribe()
        .with(reading -> begin(routing, served, reading, reply), routing::fail);
  }

  private static void begin(
      RoutingContext routing, Served served, BlobStreams.Reading reading, RelayedReply reply) {
    var response = routing.response();
    if (!response.closed()) {
      describe(response, served);
      response.putHeader("Content-Length", Long.toString(reading.length()));
      if (reading.length() < reading.size()) {
        response
            .setStatusCode(206)
            .putHeader(
                "Content-Range",
                "bytes %d-%d/%d"
                    .formatted(
                        reading.from(), reading.from() + reading.length() - 1, reading.size()));
      }
    }
    reply.expect(reading.length());
    reading.bytes().subscribe().withSubscriber(reply);
  }

  private static void describe(HttpServerResponse response, Served served) {
    response
        .putHeader("Content-Type", served.shown().contentType())
        .putHeader("Content-Disposition", served.shown().disposition())
        .putHeader("Cache-Control", "private, no-cache")
        .putHeader("ETag", served.tag());
    if (served.size().isPresent()) {
      response.putHeader("Accept-Ranges", "bytes");
    }
  }

  private static void notModified(RoutingContext routing, Served served) {
    routing
        .response()
        .setStatusCode(304)
        .putHeader("Cache-Control", "private, no-cache")
        .putHeader("ETag", served.tag())
        .end();
  }

  private static boolean isKnown(RoutingContext routing, Served served) {
    var known = routing.request().getHeader("If-None-Match");
    return known != null && (known.strip().equals("*") || known.contains(served.tag()));
  }

  /** Empty when the whole is wanted, or can only be had so. */
  private static Optional<WantedRange> rangeOf(RoutingContext routing, Served served) {
    var condition = routing.request().getHeader("If-Range");
    if (condition != null && !condition.strip().equals(served.tag())) {
      return Optional.empty();
    }
    return served.size().map(size -> WantedRange.of(routing.request().getHeader("Range"), size));
  }

  private static Optional<ByteRange> bytes(WantedRange wanted) {
    return wanted instanceof WantedRange.Part part ? Optional.of(part.range()) : Optional.empty();
  }

  private static FaultException nowhere(RoutingContext routing, long size) {
    routing.response().putHeader("Content-Range", "bytes */" + size);
    return new FaultException(
        FaultCode.RANGE_UNSATISFIABLE,
        "the file has %d bytes, and none in the range that Range asks for".formatted(size));
  }

  private static FaultException lost() {
    return new FaultException(
        FaultCode.NOT_FOUND, "the file's bytes are not in the store any more");
  }
}
