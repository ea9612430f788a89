package dev.millrace.model.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where a catalogue's text comes from. */
sealed interface CatalogueSource {
  static CatalogueSource of(CatalogueConfig config) {
    return config.file().isPresent() ? new InFile(config.file().get()) : new Packaged();
  }

  /**
   * The text as it is now.
   *
   * @throws IOException with a message for people when it cannot be read
   */
  String read() throws IOException;

  /** Whether the text can be another one later. */
  boolean mayChange();

  /** A file; its name is told in messages. */
  record InFile(Path path) implements CatalogueSource {
    @Override
    public String read() throws IOException {
      try {
        return text(Files.readAllBytes(path));
      } catch (NoSuchFileException e) {
        throw new IOException("there is no such file", e);
      }
    }

    @Override
    public boolean mayChange() {
      return true;
    }

    @Override
    public String toString() {
      return "the catalogue " + path;
    }
  }

  /** The catalogue that comes with Millrace. */
  record Packaged() implements CatalogueSource {
    @Override
    public String read() throws IOException {
      try (InputStream resource = CatalogueSource.class.getResourceAsStream("/catalogue.yaml")) {
        if (resource == null) {
          throw new IOException("it is missing on the class path");
        }
        return text(resource.readAllBytes());
      }
    }

    @Override
    public boolean mayChange() {
      return false;
    }

    @Override
    public String toString() {
      return "the packaged catalogue";
    }
  }

  private static String text(byte[] bytes) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("it is not UTF-8 text", e);
    }
  }
}
