package dev.millrace.api.run;

import dev.millrace.api.call.Answered;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.reply.CallHeaders;
import dev.millrace.api.reply.StreamedAnswer;
import dev.millrace.api.reply.WholeReply;
import dev.millrace.api.stream.Sse;
import dev.millrace.conversation.Piece;
import dev.millrace.request.RequestId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** A streamed answer in this face's words: events named delta, then completed or error. */
record RunStream(
    RequestId request, RoutingContext routing, PublicUrl base, RunWriter writer, WholeReply whole)
    implements StreamedAnswer {

  @Override
  public void head(HttpServerResponse response) {
    CallHeaders.name(routing, request);
    Sse.head(response);
  }

  @Override
  public Buffer piece(Piece piece) {
    return writer.delta(piece);
  }

  @Override
  public Buffer last(HttpServerResponse response, Answered how) {
    return writer.last(routing, how, base);
  }

  @Override
  public void refuse(Answered.Failed failed) {
    whole.refuse(routing, failed);
  }

  @Override
  public Buffer heartbeat() {
    return Sse.HEARTBEAT;
  }
}
