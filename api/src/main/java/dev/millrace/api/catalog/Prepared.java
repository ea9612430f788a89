package dev.millrace.api.catalog;

import dev.millrace.model.Model;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What is made once of all models of a catalogue: before it serves, so that no caller waits for it.
 * The one before is kept too, for it serves until then. Thread-safe.
 *
 * @param <T> what is made
 */
public final class Prepared<T> {
  private final Function<Collection<Model>, T> make;
  private volatile List<Made<T>> made = List.of();

  /** Of this very collection: catalogues never change, new ones come. */
  private record Made<T>(Collection<Model> models, T made) {}

  public Prepared(Function<Collection<Model>, T> make) {
    this.make = make;
  }

  /** What was made of these models; made now, when they come unprepared. */
  public T of(Collection<Model> models) {
    for (var one : made) {
      if (one.models() == models) {
        return one.made();
      }
    }
    return prepare(models);
  }

  /** Makes it of these models. Two that do so at once may both make it. */
  public T prepare(Collection<Model> models) {
    var fresh = new Made<>(models, make.apply(models));
    keep(fresh);
    return fresh.made();
  }

  private synchronized void keep(Made<T> fresh) {
    made = made.isEmpty() ? List.of(fresh) : List.of(fresh, made.getFirst());
  }
}
