package dev.millrace.postgres.queue;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Batches of which PostgreSQL refuses a row for what it holds. Tried again as it is, such a batch
 * would fail for ever and take all its rows along; so its rows are done one by one, and only those
 * that are refused again fail.
 *
 * @param batch does many at once, with an answer for each in their order
 * @param failed what becomes of an item that fails alone: refused, or, since others of its batch
 *     may be done by then, for want of an engine
 */
public record Refusals<I, O>(
    Function<List<I>, Uni<List<O>>> batch, BiFunction<I, Throwable, Uni<O>> failed) {
  /** Data that a type does not take, a constraint that is broken, a limit that is exceeded. */
  private static final Set<String> CLASSES = Set.of("22", "23", "54");

  public Uni<List<O>> run(List<I> items) {
    return batch
        .apply(items)
        .onFailure(Refusals::isRefusal)
        .recoverWithUni(failure -> oneByOne(items, failure));
  }

  private Uni<List<O>> oneByOne(List<I> items, Throwable failure) {
    if (items.size() == 1) {
      return failed.apply(items.getFirst(), failure).map(List::of);
    }
    return Multi.createFrom()
        .iterable(items)
        .onItem()
        .transformToUniAndConcatenate(this::alone)
        .collect()
        .asList();
  }

  private Uni<O> alone(I item) {
    return batch
        .apply(List.of(item))
        .map(List::getFirst)
        .onFailure()
        .recoverWithUni(failure -> failed.apply(item, failure));
  }

  /** Whether trying the same again would be refused again. */
  public static boolean isRefusal(Throwable failure) {
    return failure instanceof PgException said
        && said.getSqlState() != null
        && said.getSqlState().length() == 5
        && CLASSES.contains(said.getSqlState().substring(0, 2));
  }
}
