package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyFileTest {
  @TempDir Path folder;

  @Test
  void firstStartMakesAKeyThatOnlyItsOwnerReads() throws IOException {
    var file = folder.resolve("master-keys");

    var variables = MasterKeyFile.keptIn(file);

    assertThat(variables).containsEntry("MILLRACE_SECRETS_FILE", file.toString());
    var line = Files.readString(file).strip();
    assertThat(line).startsWith("local=");
    assertThat(Base64.getDecoder().decode(line.substring("local=".length()))).hasSize(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void restartKeepsTheKey() throws IOException {
    var file = folder.resolve("master-keys");
    MasterKeyFile.keptIn(file);
    var before = Files.readString(file);

    MasterKeyFile.keptIn(file);

    assertThat(file).hasContent(before);
  }
}
