package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("credentials.env");
  }

  @Test
  void firstStartMakesKeys() throws IOException {
    var credentials = Credentials.keptIn(file, "http://127.0.0.1:1");

    assertThat(credentials.key()).startsWith("mr_live_");
    assertThat(credentials.adminKey()).startsWith("mr_admin_");
    assertThat(Credentials.parse(Files.readString(file))).isEqualTo(credentials);
  }

  @Test
  void restartKeepsTheKeysButNotTheUrl() throws IOException {
    var before = Credentials.keptIn(file, "http://127.0.0.1:1");

    var after = Credentials.keptIn(file, "http://127.0.0.1:2");

    assertThat(after.key()).isEqualTo(before.key());
    assertThat(after.adminKey()).isEqualTo(before.adminKey());
    assertThat(file).content().contains("MILLRACE_URL=http://127.0.0.1:2\n");
  }

  @Test
  void onlyTheOwnerMayReadThem() throws IOException {
    Credentials.keptIn(file, "http://127.0.0.1:1");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileWithoutKeysIsRefused() {
    assertThatThrownBy(() -> Credentials.parse("MILLRACE_URL=http://127.0.0.1:1\n"))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void areNotPrintedByAccident() throws IOException {
    var credentials = Credentials.keptIn(file, "http://127.0.0.1:1");

    assertThat(credentials.toString())
        .doesNotContain(credentials.key())
        .doesNotContain(credentials.adminKey());
  }
}
