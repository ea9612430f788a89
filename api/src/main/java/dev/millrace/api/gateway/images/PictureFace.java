package dev.millrace.api.gateway.images;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.catalog.Chosen;
import dev.millrace.api.gateway.NamedModels;
import dev.millrace.api.gateway.form.FormReader;
import dev.millrace.api.gateway.form.FormReplies;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.reply.Replies;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.picture.Delivery;
import dev.millrace.dialect.picture.OpenAiPictures;
import dev.millrace.dialect.picture.PictureInput;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers calls for pictures. */
@ApplicationScoped
class PictureFace {
  private final NamedModels models;
  private final FormReader reader;
  private final Replies replies;
  private final FormReplies forms;
  private final ShownPictures shown;
  private final DeploymentConfig deployment;

  PictureFace(
      NamedModels models,
      FormReader reader,
      Replies replies,
      FormReplies forms,
      ShownPictures shown,
      DeploymentConfig deployment) {
    this.models = models;
    this.reader = reader;
    this.replies = replies;
    this.forms = forms;
    this.shown = shown;
    this.deployment = deployment;
  }

  void answer(RoutingContext context) {
    var base = PublicUrl.of(deployment.publicUrl(), context.request());
    replies.begin(
        context,
        caller -> reader.read(context, caller, base, body -> said(caller, body)),
        read ->
            forms.answer(
                context,
                read.call(),
                base,
                (answer, output) ->
                    shown
                        .of(answer, output, read.asked(), read.call().order())
                        .map(ObjectNode::toString)));
  }

  private FormReader.Said<Delivery> said(Caller caller, ObjectNode body) {
    var chosen = drawing(caller, Fields.of(body).text("model"));
    var model = chosen.model();
    var request = OpenAiPictures.read(body);
    return new FormReader.Said<>(
        chosen,
        PictureInput.fill(request, model.inputSchema().document()),
        request.user(),
        request.delivery().orElseGet(() -> Delivery.usual(model.name())));
  }

  private Chosen drawing(Caller caller, String named) {
    var chosen = models.choose(caller, named);
    if (!NamedModels.draws(chosen.model())) {
      throw NamedModels.elsewhere(chosen.model());
    }
    return chosen;
  }
}
