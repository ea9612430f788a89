package dev.millrace.api.gateway.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.call.Answer;
import dev.millrace.api.call.Answered;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.queue.QueueConfig;
import dev.millrace.api.reply.Replies;
import dev.millrace.api.reply.WholeReply;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Runs calls and answers them in their callers' words. */
@ApplicationScoped
public class FormReplies {
  private final Replies replies;
  private final WholeReply whole;
  private final FormRuns runs;
  private final ObjectMapper json;
  private final int inlineUpTo;
  private final Executor virtualThreads = Executors.newVirtualThreadPerTaskExecutor();

  FormReplies(
      Replies replies, WholeReply whole, FormRuns runs, ObjectMapper json, QueueConfig config) {
    this.replies = replies;
    this.whole = whole;
    this.runs = runs;
    this.json = json;
    this.inlineUpTo = config.parseInlineUpTo();
  }

  /** What a model's output is in a caller's protocol. */
  public interface Words {
    /**
     * The body of the answer. Fails with a {@link FaultException} when the output does not hold
     * what the protocol has to tell.
     *
     * @param output as a tree
     */
    Uni<String> of(Answer answer, JsonNode output);
  }

  /** An end, and the body of the answer where there is one. */
  private record Told(Answered how, String body) {}

  /** Runs a call and answers its caller. */
  public void answer(RoutingContext routing, FormCall call, PublicUrl base, Words words) {
    replies.follow(
        routing,
        runs.answer(call).chain(answered -> told(answered, words)),
        told -> whole.write(routing, told.how(), base, answer -> told.body()));
  }

  private Uni<Told> told(Answered answered, Words words) {
    return switch (answered) {
      case Answered.Completed(var answer) ->
          parsed(answer)
              .chain(output -> words.of(answer, output))
              .map(body -> new Told(answered, body))
              .onFailure(FaultException.class)
              .recoverWithItem(failure -> new Told(untold(answer, failure), ""));
      case Answered.Failed failed -> Uni.createFrom().item(new Told(failed, ""));
    };
  }

  /** Large outputs are read, and so answered, away from the event loop. */
  private Uni<JsonNode> parsed(Answer answer) {
    return Uni.createFrom()
        .item(() -> parse(answer.output()))
        .runSubscriptionOn(answer.output().length() > inlineUpTo ? virtualThreads : Runnable::run);
  }

  private JsonNode parse(String output) {
    try {
      return json.readTree(output);
    } catch (IOException e) {
      throw new UncheckedIOException("an output that was accepted is JSON", e);
    }
  }

  /** It was made and is in the history; but it cannot be told in this protocol. */
  private static Answered untold(Answer answer, Throwable failure) {
    return new Answered.Failed(
        answer.request(), ((FaultException) failure).fault(), Optional.of(answer));
  }
}
