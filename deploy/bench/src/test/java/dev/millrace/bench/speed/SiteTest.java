package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
  @TempDir Path folder;

  @Test
  void aFolderIsDeletedWithAllThatIsInIt() throws Exception {
    var site = Files.createDirectories(folder.resolve("site/run")).getParent();
    Files.writeString(site.resolve("run/api-1.log"), "started");

    Site.delete(site);

    assertThat(site).doesNotExist();
  }

  @Test
  void whatALinkLeadsToStays() throws Exception {
    var elsewhere = Files.createFile(folder.resolve("elsewhere"));
    var site = Files.createDirectory(folder.resolve("site"));
    Files.createSymbolicLink(site.resolve("link"), elsewhere);

    Site.delete(site);

    assertThat(elsewhere).exists();
  }
}
