package dev.millrace.replay;

import dev.millrace.conversation.Frame;
import dev.millrace.queue.AttemptId;
import dev.millrace.queue.Stage;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** What was said, in memory, for tests; it can be away, and says how it was asked. */
public final class InMemoryReplay implements Replay {
  private final Function<RequestId, Stage.State> states;
  private final Map<RequestId, TreeMap<Integer, Frame>> said = new HashMap<>();
  private final List<Integer> batches = new ArrayList<>();
  private boolean away;

  /**
   * @param states how a request stands
   */
  public InMemoryReplay(Function<RequestId, Stage.State> states) {
    this.states = states;
  }

  /** Every call fails until {@link #isBack}. */
  public synchronized void isAway() {
    away = true;
  }

  public synchronized void isBack() {
    away = false;
  }

  /** All that is kept of a request, in order. */
  public synchronized List<Frame> of(RequestId request) {
    return List.copyOf(said.getOrDefault(request, new TreeMap<>()).values());
  }

  /** How many events each append had. */
  public synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }

  @Override
  public Uni<List<Boolean>> append(List<Portion> portions) {
    return answer(() -> portions.stream().map(this::keep).toList());
  }

  private boolean keep(Portion portion) {
    if (!isCurrent(portion.attempt())) {
      return false;
    }
    batches.add(portion.events().size());
    var kept = said.computeIfAbsent(portion.attempt().request(), first -> new TreeMap<>());
    for (int i = 0; i < portion.events().size(); i++) {
      kept.putIfAbsent(portion.first() + i, portion.events().get(i));
    }
    return true;
  }

  private boolean isCurrent(AttemptId attempt) {
    var state = states.apply(attempt.request());
    return state.attempt() == attempt.number() && state.status() == RequestStatus.IN_PROGRESS;
  }

  @Override
  public Uni<Boolean> isBegun(RequestId request) {
    return answer(() -> said.containsKey(request));
  }

  @Override
  public Uni<List<Heard>> since(List<Place> places, int most) {
    return answer(() -> places.stream().map(place -> heard(place, most)).toList());
  }

  private Heard heard(Place place, int most) {
    var events =
        said.getOrDefault(place.request(), new TreeMap<>()).tailMap(place.next()).values().stream()
            .limit(most)
            .toList();
    return new Heard(events, states.apply(place.request()).status().isTerminal());
  }

  private <T> Uni<T> answer(Supplier<T> answer) {
    return Uni.createFrom()
        .item(
            () -> {
              synchronized (this) {
                if (away) {
                  throw new IllegalStateException("the database is away");
                }
                return answer.get();
              }
            });
  }
}
