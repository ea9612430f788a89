package dev.millrace.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JvmFlagsTest {
  private static final Pattern FILE = Pattern.compile("@/millrace/jvm/([a-z-]+\\.options)");
  private static final Path ROOT = Path.of(System.getProperty("millrace.root"));

  @Test
  void imagesStartTheirProcessesWithTheOptionsOfTheLauncher() throws IOException {
    assertThat(optionsOfImage("api")).isEqualTo(JvmFlags.API).contains("-XX:+UseSerialGC");
    assertThat(optionsOfImage("worker"))
        .isEqualTo(JvmFlags.FRUGAL)
        .startsWith(JvmFlags.API.toArray(String[]::new))
        .contains("-XX:MaxInlineLevel=6");
  }

  @Test
  void anOptionThatAnOlderJdkRefusesIsLeftOutThere() {
    assertThat(JvmFlags.API.contains("--sun-misc-unsafe-memory-access=allow"))
        .isEqualTo(Runtime.version().feature() >= 23);
  }

  private static List<String> optionsOfImage(String part) throws IOException {
    var file = Files.readString(ROOT.resolve("deploy/images/Containerfile"));
    int begin = file.indexOf("FROM java AS " + part);
    int options = file.indexOf("ENV JDK_JAVA_OPTIONS=", begin);
    assertThat(begin).as("the image of the %s", part).isPositive();
    assertThat(options).as("options of the %s", part).isPositive();
    var line = file.substring(options, file.indexOf('\n', options));
    return FILE.matcher(line)
        .results()
        .flatMap(found -> JvmFlags.of(found.group(1)).stream())
        .toList();
  }
}
