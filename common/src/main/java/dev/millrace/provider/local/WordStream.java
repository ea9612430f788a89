package dev.millrace.provider.local;

import dev.millrace.provider.Pause;
import dev.millrace.provider.Stopwatch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Says words at a pace. Joined, the pieces are the text: each but the first begins with a space.
 */
@Singleton
public final class WordStream {
  private static final double NANOS = 1e9;

  private final Pause pause;

  public WordStream(Pause pause) {
    this.pause = pause;
  }

  /** As fast as they are asked for when {@code wordsPerSecond} is 0. Cancelling ends the timer. */
  public Multi<String> of(List<String> words, double wordsPerSecond) {
    var pieces =
        Multi.createFrom()
            .range(0, words.size())
            .map(i -> new Piece(i, i == 0 ? words.get(i) : " " + words.get(i)));
    if (wordsPerSecond <= 0) {
      return pieces.map(Piece::text);
    }
    return Multi.createFrom()
        .deferred(
            () -> {
              var watch = Stopwatch.started();
              return pieces
                  .onItem()
                  .transformToUniAndConcatenate(piece -> said(piece, wordsPerSecond, watch));
            });
  }

  private record Piece(int index, String text) {}

  /** Waits for the word's own moment since the start, so that small delays do not add up. */
  private Uni<String> said(Piece piece, double wordsPerSecond, Stopwatch watch) {
    var due = Duration.ofNanos((long) ((piece.index() + 1) / wordsPerSecond * NANOS));
    return pause.lasting(due.minus(watch.elapsed())).replaceWith(piece.text());
  }
}
