package dev.millrace.live;

import dev.millrace.account.AccountId;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** For tests: the streams of processes that share one memory. */
public final class LiveStreamsInMemory {
  private final Map<RequestId, Noted> streams = new ConcurrentHashMap<>();
  private final Map<String, UUID> names = new ConcurrentHashMap<>();
  private final Set<UUID> living = ConcurrentHashMap.newKeySet();

  private record Noted(LiveStream stream, UUID process) {}

  public LiveStreams ofProcess(String process) {
    return new LiveStreams() {
      @Override
      public Uni<UUID> note(List<LiveStream> begun, List<RequestId> ended) {
        return Uni.createFrom()
            .item(
                () -> {
                  var name = names.computeIfAbsent(process, unknown -> born());
                  ended.forEach(streams::remove);
                  begun.forEach(stream -> streams.put(stream.request(), new Noted(stream, name)));
                  return name;
                });
      }

      @Override
      public Uni<List<LiveStream>> of(AccountId account, Instant now, int most) {
        return Uni.createFrom()
            .item(
                () ->
                    streams.values().stream()
                        .filter(noted -> living.contains(noted.process()))
                        .map(Noted::stream)
                        .filter(stream -> stream.account().equals(account))
                        .sorted(Comparator.comparing(LiveStream::startedAt))
                        .limit(most)
                        .toList());
      }

      @Override
      public Uni<Optional<LiveStream>> find(AccountId account, RequestId request, Instant now) {
        return of(account, now, Integer.MAX_VALUE)
            .map(
                all -> all.stream().filter(stream -> stream.request().equals(request)).findFirst());
      }

      @Override
      public Uni<Integer> forgetLost() {
        return Uni.createFrom()
            .item(
                () -> {
                  int before = streams.size();
                  streams.values().removeIf(noted -> !living.contains(noted.process()));
                  return before - streams.size();
                });
      }
    };
  }

  /** The process goes on under another name. */
  public void takenForDead(String process) {
    var old = names.put(process, born());
    if (old != null) {
      living.remove(old);
    }
  }

  private UUID born() {
    var name = UUID.randomUUID();
    living.add(name);
    return name;
  }
}
