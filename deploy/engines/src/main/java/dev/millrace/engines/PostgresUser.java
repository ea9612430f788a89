package dev.millrace.engines;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs. Its programs refuse to run as root, so for root they run in a user
 * namespace of their own, where root looks like nobody and yet owns its files; where the system
 * forbids that, they run as a user without rights, who is given the data.
 */
final class PostgresUser {
  private static final int ROOT = 0;
  private static final int NOBODY = 65_534;

  private final List<String> prefix;
  private final int uid;

  private PostgresUser(List<String> prefix, int uid) {
    this.prefix = prefix;
    this.uid = uid;
  }

  /** Data that somebody already owns stays with that user. */
  static PostgresUser of(Path folder) throws IOException, InterruptedException {
    if (new UnixSystem().getUid() != ROOT) {
      return new PostgresUser(List.of(), ROOT);
    }
    var owner = (int) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (owner != ROOT) {
      return changedTo(owner);
    }
    var namespace = List.of("unshare", "-U");
    return works(namespace) ? new PostgresUser(namespace, ROOT) : changedTo(NOBODY);
  }

  private static PostgresUser changedTo(int uid) throws IOException, InterruptedException {
    var prefix = List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups");
    if (!works(prefix)) {
      throw new StartFailure(
          "PostgreSQL refuses to run as root, and neither unshare nor setpriv works here;"
              + " run Millrace as another user");
    }
    return new PostgresUser(prefix, uid);
  }

  private static boolean works(List<String> prefix) throws InterruptedException {
    try {
      return run(Stream.concat(prefix.stream(), Stream.of("true")).toList()) == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  private static int run(List<String> command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  List<String> command(String... program) {
    var command = new ArrayList<>(prefix);
    command.addAll(List.of(program));
    return command;
  }

  /** Makes the folder and all in it this user's, if it is not the user of this JVM. */
  void own(Path folder) throws IOException, InterruptedException {
    if (uid != ROOT && run(List.of("chown", "-R", uid + ":" + uid, folder.toString())) != 0) {
      throw new StartFailure("cannot give %s to user %d".formatted(folder, uid));
    }
  }
}
