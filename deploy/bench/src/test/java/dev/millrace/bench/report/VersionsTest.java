package dev.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTest {
  private static final Pattern MILL = Pattern.compile("mill-.+-(\\d+\\.\\d+)[.\\d]*\\.jar");

  @TempDir Path folder;

  @Test
  void theVersionIsInTheNameOfTheJar() throws Exception {
    Files.createFile(folder.resolve("mill-linux-amd64-18.6.0.jar"));
    Files.createFile(folder.resolve("mill-clients.jar"));

    assertThat(Versions.versionIn(folder, MILL)).contains("18.6");
  }

  @Test
  void whatIsNotThereHasNoVersion() {
    assertThat(Versions.versionIn(folder.resolve("absent"), MILL)).isEmpty();
  }
}
