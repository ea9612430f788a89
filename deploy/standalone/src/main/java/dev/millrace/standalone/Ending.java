package dev.millrace.standalone;

import java.util.Optional;

/**
 * How the launcher ends. Java would report 130 or 143 after Ctrl-C or TERM; but those are the ways
 * to stop the platform, so once all is stopped in order the status is 0.
 */
final class Ending {
  private final Console console;
  private volatile Optional<Platform> platform = Optional.empty();
  private volatile int status;

  private Ending(Console console) {
    this.console = console;
  }

  static Ending prepare(Console console) {
    var ending = new Ending(console);
    Runtime.getRuntime().addShutdownHook(new Thread(ending::end, "ending"));
    return ending;
  }

  /** From now on the platform is stopped before the launcher ends. */
  void stops(Platform started) {
    platform = Optional.of(started);
  }

  /** Ends the launcher, with a status that says that it did not do its work. */
  void failed() {
    status = 1;
    System.exit(status);
  }

  /**
   * Ends with the process that started the launcher only to wait for it, as make does, and that may
   * be killed. Waits on a thread of its own: to exit from a shared pool would block that pool.
   */
  void comesWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> Thread.ofPlatform().daemon().start(() -> endAfter(parent)));
  }

  private void endAfter(ProcessHandle parent) {
    parent.onExit().join();
    System.exit(status);
  }

  private void end() {
    platform.ifPresent(this::stop);
    Runtime.getRuntime().halt(status);
  }

  private void stop(Platform running) {
    console.say("Millrace stops …");
    running.stop();
    console.say("Millrace has stopped.");
  }
}
