package dev.millrace.testing.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.testing.PlatformEngines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What holds when all tests of a module have run: no secret that they used lies in the database or
 * in a log. A test without an application runs behind all those that have one, and among its like
 * by its name.
 */
public abstract class LeakContract {
  private SecretSearch search;

  @BeforeEach
  void collect() {
    assumeTrue(PlatformEngines.setting("millrace.postgres.url").isPresent(), "nothing ran before");
    var secrets = UsedSecrets.all();
    assertThat(secrets).as("secrets that tests have used").isNotEmpty();
    search = new SecretSearch(secrets);
  }

  @Test
  void noSecretLiesInTheDatabase() throws Exception {
    var found = new TreeSet<String>();

    database()
        .each((table, row) -> search.in(row).ifPresent(leak -> found.add(table + ": " + leak)));

    assertThat(found).isEmpty();
  }

  @Test
  void noSecretLiesInALog() throws IOException {
    var found = new TreeSet<String>();
    var logs = logs();

    for (var log : logs) {
      read(log, found);
    }

    assertThat(logs).anyMatch(log -> log.endsWith("tests.log"));
    assertThat(found).isEmpty();
  }

  private void read(Path log, Set<String> found) throws IOException {
    var lenient = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    try (var reader =
        new BufferedReader(new InputStreamReader(Files.newInputStream(log), lenient))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        search.in(line).ifPresent(leak -> found.add(log + ": " + leak));
      }
    }
  }

  private static List<Path> logs() {
    try (var files = Files.list(Path.of("target"))) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dump database() {
    return new Dump(
        "jdbc:" + PlatformEngines.setting("millrace.postgres.url").orElseThrow(),
        PlatformEngines.setting("millrace.postgres.username").orElseThrow(),
        PlatformEngines.setting("millrace.postgres.password").orElseThrow());
  }
}
