package dev.millrace.api.gateway.embeddings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.call.Answer;
import dev.millrace.api.catalog.Chosen;
import dev.millrace.api.gateway.NamedModels;
import dev.millrace.api.gateway.form.FormReader;
import dev.millrace.api.gateway.form.FormReplies;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.reply.Replies;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.embedding.EmbeddingInput;
import dev.millrace.dialect.embedding.EmbeddingOutput;
import dev.millrace.model.Model;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Answers calls for embeddings. */
@ApplicationScoped
class EmbeddingFace {
  private final NamedModels models;
  private final FormReader reader;
  private final Replies replies;
  private final FormReplies forms;
  private final DeploymentConfig deployment;

  EmbeddingFace(
      NamedModels models,
      FormReader reader,
      Replies replies,
      FormReplies forms,
      DeploymentConfig deployment) {
    this.models = models;
    this.reader = reader;
    this.replies = replies;
    this.forms = forms;
    this.deployment = deployment;
  }

  /**
   * Answers one.
   *
   * @param inPath the model, where the path names it; else the body does
   */
  void answer(RoutingContext context, EmbeddingProtocol protocol, Optional<String> inPath) {
    var base = PublicUrl.of(deployment.publicUrl(), context.request());
    replies.begin(
        context,
        caller -> reader.read(context, caller, base, body -> said(caller, protocol, inPath, body)),
        read ->
            forms.answer(
                context,
                read.call(),
                base,
                (answer, output) ->
                    Uni.createFrom().item(() -> body(read.asked(), answer, output))));
  }

  private FormReader.Said<Wanted> said(
      Caller caller, EmbeddingProtocol protocol, Optional<String> inPath, ObjectNode body) {
    var named = inPath.orElseGet(() -> Fields.of(body).text("model"));
    var chosen = embedding(caller, named);
    var model = chosen.model();
    var request = protocol.read(body);
    return new FormReader.Said<>(
        chosen,
        EmbeddingInput.fill(request, model.inputSchema().document()),
        request.user(),
        new Wanted(protocol, request.inputs().size(), request.encoding(), named));
  }

  private Chosen embedding(Caller caller, String named) {
    var chosen = models.choose(caller, named);
    var model = chosen.model();
    if (!model.capabilities().contains(Model.EMBEDDINGS)) {
      throw NamedModels.elsewhere(model);
    }
    return chosen;
  }

  private static String body(Wanted wanted, Answer answer, JsonNode output) {
    return wanted
        .protocol()
        .answer(EmbeddingOutput.vectors(output, wanted.inputs()), wanted, answer.usage())
        .toString();
  }
}
