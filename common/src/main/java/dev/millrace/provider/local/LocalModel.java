package dev.millrace.provider.local;

import dev.millrace.provider.Call;
import dev.millrace.provider.Streaming;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Uni;

/** One model that runs in this process; one that is {@link Streaming} too can be streamed. */
public interface LocalModel {
  /** The name by which routes choose it, in {@code settings.model}. */
  String name();

  /** Runs one attempt; whatever happens is its outcome. Cancelling the subscription stops it. */
  Uni<Outcome> run(Call call);
}
