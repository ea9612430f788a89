package dev.millrace.queue;

class InMemoryRequestQueueTest extends RequestQueueContract {
  private final InMemoryRequestQueue queue = new InMemoryRequestQueue();

  @Override
  protected RequestQueue queue() {
    return queue;
  }

  @Override
  protected Stage stage() {
    return queue;
  }
}
