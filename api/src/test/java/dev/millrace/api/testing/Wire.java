package dev.millrace.api.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One connection to the api, byte by byte: it sends what no well-behaved client would. */
public final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;

  private final Socket socket;

  public Wire(int port) throws IOException {
    this.socket = new Socket("localhost", port);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** An answer as it came. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }
  }

  public Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends {@code bytes} as chunks of 64 KiB, then the end of the body. */
  public Wire sendChunked(int bytes) throws IOException {
    var chunk = "x".repeat(64 * 1024);
    for (int sent = 0; sent < bytes; sent += chunk.length()) {
      send("10000\r\n" + chunk + "\r\n");
    }
    return send("0\r\n\r\n");
  }

  public Answer receive() throws IOException {
    var in = socket.getInputStream();
    var status = Integer.parseInt(line(in).split(" ")[1]);
    var headers = headers(in);
    var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Answer(status, headers, new String(in.readNBytes(length), ISO_8859_1));
  }

  /** Whether the server hung up, once it has nothing more to say. */
  public boolean isHungUp() throws IOException {
    return socket.getInputStream().read() == -1;
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    var headers = new HashMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c == -1) {
        throw new IOException("the server hung up within a line: " + line);
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
