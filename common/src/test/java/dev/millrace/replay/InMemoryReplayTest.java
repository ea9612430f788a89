package dev.millrace.replay;

import dev.millrace.queue.InMemoryRequestQueue;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Stage;

class InMemoryReplayTest extends ReplayContract {
  private final InMemoryRequestQueue queue = new InMemoryRequestQueue();
  private final Replay replay = new InMemoryReplay(queue::state);

  @Override
  protected Replay replay() {
    return replay;
  }

  @Override
  protected RequestQueue queue() {
    return queue;
  }

  @Override
  protected Stage stage() {
    return queue;
  }
}
