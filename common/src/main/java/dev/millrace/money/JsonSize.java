package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The length of a JSON value as UTF-8, counted without keeping the bytes. */
final class JsonSize {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonSize() {}

  static long of(JsonNode value) {
    var counter = new Counter();
    try {
      MAPPER.writeValue(counter, value);
    } catch (IOException e) {
      throw new UncheckedIOException("a JSON tree in memory could not be written to memory", e);
    }
    return counter.bytes;
  }

  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int oneByte) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }
  }
}
