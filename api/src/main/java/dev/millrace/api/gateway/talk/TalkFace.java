package dev.millrace.api.gateway.talk;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.gateway.responses.BackgroundResponses;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.reply.Replies;
import dev.millrace.api.reply.WholeReply;
import dev.millrace.deployment.DeploymentConfig;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers calls on conversational faces. */
@ApplicationScoped
class TalkFace {
  private final Replies replies;
  private final TalkReader reader;
  private final WholeReply whole;
  private final BackgroundResponses background;
  private final ObjectMapper json;
  private final DeploymentConfig deployment;

  TalkFace(
      Replies replies,
      TalkReader reader,
      WholeReply whole,
      BackgroundResponses background,
      ObjectMapper json,
      DeploymentConfig deployment) {
    this.replies = replies;
    this.reader = reader;
    this.whole = whole;
    this.background = background;
    this.json = json;
    this.deployment = deployment;
  }

  void answer(RoutingContext context, Address address) {
    var base = PublicUrl.of(deployment.publicUrl(), context.request());
    replies.begin(
        context,
        caller -> reader.read(caller, context, address, base),
        talk -> answer(talk, context, address, base));
  }

  private void answer(Talk talk, RoutingContext context, Address address, PublicUrl base) {
    var utterance = talk.utterance();
    if (Extras.isInBackground(address.protocol(), utterance.body())) {
      background.answer(context, talk.caller(), talk.order(), talk.asked());
    } else if (utterance.isStreamed()) {
      replies.streamed(
          context,
          talk.order(),
          new TalkStream(talk.order(), context, address.form(), whole, json));
    } else {
      replies.whole(
          context,
          talk.order(),
          answered -> whole.write(context, answered, base, address.protocol()::body));
    }
  }
}
