package dev.millrace.input;

import dev.millrace.account.AccountId;
import dev.millrace.conversation.Piece;
import dev.millrace.model.FilesAs;
import dev.millrace.provider.Call;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/**
 * Puts what a route's provider can read in the place of the files that an input names, for the time
 * of one attempt.
 */
public interface Handover {
  /** Where no input names files. */
  Handover NONE =
      new Handover() {
        @Override
        public Uni<Outcome> run(
            AccountId account, Call call, Function<Call, Uni<Outcome>> provider) {
          return provider.apply(call);
        }

        @Override
        public Multi<Piece> stream(
            AccountId account, Call call, Function<Call, Multi<Piece>> provider) {
          return provider.apply(call);
        }
      };

  /**
   * Whether there may be anything to do; decides without a look at the input.
   *
   * @param namesFiles whether the input names files of ours
   * @param remote whether the provider is another process: one of ours needs no URLs
   */
  static boolean isNeeded(FilesAs files, boolean namesFiles, boolean remote) {
    return switch (files.form()) {
      case SIGNED -> namesFiles && remote;
      case URL, DATA -> true;
    };
  }

  /**
   * Runs the call with what it can read. What cannot be handed over is a failed outcome: GONE for a
   * file that is no more, ENGINE_UNAVAILABLE when the store does not answer. Whatever comes back
   * names the files as the input did, and never the store.
   */
  Uni<Outcome> run(AccountId account, Call call, Function<Call, Uni<Outcome>> provider);

  /** The same for an answer in pieces; fails with what a failed outcome would say. */
  Multi<Piece> stream(AccountId account, Call call, Function<Call, Multi<Piece>> provider);
}
