package dev.millrace.dialect.gemini;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the call that a result answers. This protocol may leave ids out; then results answer the
 * calls of their function in order.
 */
final class CallBook {
  private final List<Call> open = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private record Call(String id, String name) {}

  /** Takes down a call; gives its id, or makes one up that is the same whenever it is read. */
  String called(Optional<String> given, String name) {
    var id = given.orElseGet(this::unused);
    ids.add(id);
    open.add(new Call(id, name));
    return id;
  }

  private String unused() {
    int number = ids.size();
    while (ids.contains("call_" + number)) {
      number++;
    }
    return "call_" + number;
  }

  /** Crosses out the call that is answered, and gives its id. */
  Optional<String> answered(Optional<String> id, String name) {
    var call =
        open.stream()
            .filter(one -> id.map(one.id()::equals).orElseGet(() -> one.name().equals(name)))
            .findFirst();
    call.ifPresent(open::remove);
    return call.map(Call::id);
  }
}
