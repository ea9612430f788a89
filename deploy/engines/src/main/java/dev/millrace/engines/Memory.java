package dev.millrace.engines;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** The ports and secrets that were once chosen, kept in a file that only its owner can read. */
public final class Memory {
  private static final int SECRET_BYTES = 20;

  private final Path file;
  private final Properties settings = new Properties();
  private final Ports ports = new Ports();

  private Memory(Path file) {
    this.file = file;
  }

  public static Memory in(Path file) throws IOException {
    var memory = new Memory(file);
    Files.createDirectories(file.getParent());
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        memory.settings.load(reader);
      }
    }
    return memory;
  }

  /** The port that this name had before, if it is still free; else a free one. */
  public synchronized int port(String name) {
    var key = name + ".port";
    var known = settings.getProperty(key);
    var port = known == null ? ports.free() : ports.freeOr(Integer.parseInt(known));
    remember(key, Integer.toString(port));
    return port;
  }

  /** The random text that this name was once given. */
  public synchronized String secret(String name) {
    var known = settings.getProperty(name);
    return known == null ? remember(name, randomText()) : known;
  }

  private static String randomText() {
    var bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private String remember(String key, String value) {
    settings.setProperty(key, value);
    try {
      var text = new StringWriter();
      settings.store(text, "Chosen on the first start; the data goes with these.");
      OwnerOnly.write(file, text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep settings in " + file, e);
    }
    return value;
  }
}
