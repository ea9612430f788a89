package dev.millrace.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The folder in which PostgreSQL keeps a database, made whole or not at all. */
final class PostgresData {
  private static final String LOCK = "postmaster.pid";

  private final Path folder;
  private final Durability durability;

  PostgresData(Path folder, Durability durability) {
    this.folder = folder;
    this.durability = durability;
  }

  Path path() {
    return folder.resolve("data");
  }

  /** Makes the data with this user, password and database, unless it is there. */
  void create(PostgresPrograms programs, String user, String password, String database)
      throws IOException, InterruptedException {
    if (Files.exists(path())) {
      return;
    }
    var fresh = folder.resolve("data.new");
    var passwordFile = folder.resolve("password");
    Folders.deleteIfExists(fresh);
    OwnerOnly.write(passwordFile, password);
    programs.own(folder);
    programs.run("initdb", initialise(fresh, user, passwordFile));
    programs.runSql(fresh, "create database " + database);
    Files.delete(passwordFile);
    Files.move(fresh, path(), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The collation is PostgreSQL's own, so that no system update can change the order of an index.
   */
  private List<String> initialise(Path fresh, String user, Path passwordFile) {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("--pgdata=" + fresh, "--username=" + user));
    arguments.addAll(List.of("--pwfile=" + passwordFile, "--auth=scram-sha-256"));
    arguments.addAll(List.of("--encoding=UTF8", "--no-locale"));
    arguments.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
    if (durability == Durability.FLEETING) {
      arguments.add("--no-sync");
    }
    return arguments;
  }

  /**
   * Removes the lock of an earlier machine or container, whose process number now belongs to some
   * other program: PostgreSQL would take that program for itself and refuse to start. The lock of a
   * process that is gone stays, for PostgreSQL needs it to see whether its children are gone too.
   */
  void removeForeignLock() throws IOException {
    var lock = path().resolve(LOCK);
    if (Files.exists(lock) && isAlive(lock) && !isPostgres(lock)) {
      Files.delete(lock);
    }
  }

  private static boolean isAlive(Path lock) throws IOException {
    return ProcessHandle.of(pid(lock)).isPresent();
  }

  private static boolean isPostgres(Path lock) throws IOException {
    return ProcessHandle.of(pid(lock))
        .flatMap(process -> process.info().command())
        .map(command -> Path.of(command).endsWith("postgres"))
        .orElse(true);
  }

  private static long pid(Path lock) throws IOException {
    return Long.parseLong(Files.readAllLines(lock).getFirst().strip());
  }
}
