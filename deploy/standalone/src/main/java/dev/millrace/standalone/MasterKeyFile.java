package dev.millrace.standalone;

import dev.millrace.engines.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * The key under which secrets of accounts lie. Beside the database and not among the credentials,
 * which people read into their shells. Without it, what was sealed cannot be opened any more.
 */
final class MasterKeyFile {
  private static final int BYTES = 32;

  private MasterKeyFile() {}

  /** The environment variables that name it; made on the first start, and kept from then on. */
  static Map<String, String> keptIn(Path file) throws IOException {
    if (!Files.exists(file)) {
      OwnerOnly.write(file, "local=%s%n".formatted(fresh()));
    }
    return Map.of("MILLRACE_SECRETS_FILE", file.toAbsolutePath().toString());
  }

  private static String fresh() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
