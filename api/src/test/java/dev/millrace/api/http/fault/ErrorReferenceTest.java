package dev.millrace.api.http.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorReferenceTest {

  @Test
  void namesEveryCodeWithItsStatus() throws IOException {
    var root = Path.of(System.getProperty("millrace.root", ".."));
    var reference = Files.readString(root.resolve("docs/reference/errors.md"));

    var missing =
        Arrays.stream(FaultCode.values())
            .map(code -> "| %d | `%s` |".formatted(FaultStatus.of(code), code))
            .filter(row -> !reference.contains(row));

    assertThat(missing).isEmpty();
  }
}
