package dev.millrace.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallerContextTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void whatEndsElsewhereGoesOnWhereItWasAskedFor() throws Exception {
    var asking = vertx.getOrCreateContext();
    var elsewhere = new CompletableFuture<String>();
    var wentOn = new CompletableFuture<Context>();

    asking.runOnContext(
        turn ->
            CallerContext.home(Uni.createFrom().completionStage(elsewhere))
                .subscribe()
                .with(answer -> wentOn.complete(Vertx.currentContext())));
    elsewhere.completeAsync(() -> "answer");

    assertThat(wentOn.get(10, TimeUnit.SECONDS)).isSameAs(asking);
  }

  @Test
  void whatIsThereAtOnceGoesOnInTheSameTurn() throws Exception {
    var order = new CompletableFuture<String>();

    vertx.runOnContext(
        turn -> {
          var seen = new StringBuilder();
          CallerContext.home(Uni.createFrom().item("answer")).subscribe().with(seen::append);
          order.complete(seen.append(", then the rest").toString());
        });

    assertThat(order.get(10, TimeUnit.SECONDS)).isEqualTo("answer, then the rest");
  }

  @Test
  void whoeverHasNoContextGoesOnWhereTheAnswerIs() {
    var ran = new StringBuilder();

    CallerContext.current().execute(() -> ran.append("here"));

    assertThat(ran).hasToString("here");
  }
}
