package dev.millrace.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder with all data, held by one launcher at a time. */
final class Home implements AutoCloseable {
  private final Path folder;
  private final FileChannel lock;

  private Home(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** The system lets go of the lock when the launcher ends, however it ends. */
  static Home enter(Path folder) throws IOException {
    if (!Files.isWritable(Files.createDirectories(folder))) {
      throw new Refusal("This user may not write to %s; set MILLRACE_HOME.".formatted(folder));
    }
    var channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new Refusal(
          "Millrace runs already in %s; stop it, or choose another MILLRACE_HOME."
              .formatted(folder));
    }
    return new Home(folder, channel);
  }

  Path folder() {
    return folder;
  }

  /** Pid files and logs. */
  Path run() {
    return folder.resolve("run");
  }

  Path credentials() {
    return folder.resolve("credentials.env");
  }

  Path masterKeys() {
    return folder.resolve("master-keys");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
