package dev.millrace.testing.leak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every secret that the tests of a module have used. In a file, since each application of the tests
 * has class loaders of its own.
 */
public final class UsedSecrets {
  /** Shorter ones lie everywhere by chance. */
  private static final int SHORTEST = 12;

  private static final Path FILE = Path.of("target", "used-secrets");
  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

  private UsedSecrets() {}

  /** One that is kept from now on, unless it is too short to be told from other words. */
  public static void add(String secret) {
    if (secret.length() >= SHORTEST && secret.indexOf('\n') < 0 && KNOWN.add(secret)) {
      write(secret + "\n");
    }
  }

  /** One line at once, for several class loaders write. */
  private static void write(String line) {
    try {
      Files.createDirectories(FILE.getParent());
      Files.write(FILE, line.getBytes(UTF_8), CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Set<String> all() {
    try {
      return Files.exists(FILE) ? new TreeSet<>(Files.readAllLines(FILE)) : Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
