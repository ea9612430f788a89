package dev.millrace.live;

class LiveStreamsInMemoryTest extends LiveStreamsContract {
  private final LiveStreamsInMemory memory = new LiveStreamsInMemory();

  @Override
  protected LiveStreams ofProcess(String name) {
    return memory.ofProcess(name);
  }

  @Override
  protected void takenForDead(String name) {
    memory.takenForDead(name);
  }
}
