package dev.millrace.api.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;

/** Sends the same call again and again over one connection, and allocates nothing for it. */
final class ThriftyClient implements AutoCloseable {
  private static final byte[] LENGTH = "content-length: ".getBytes(ISO_8859_1);
  private static final int PATIENCE_MILLIS = 15_000;

  private final Socket socket;
  private final byte[] call;
  private final byte[] answer = new byte[64 * 1024];

  /**
   * @param call the whole of it: line, headers, body
   */
  ThriftyClient(int port, String call) throws IOException {
    this.socket = new Socket("localhost", port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    this.call = call.getBytes(ISO_8859_1);
  }

  /** One call with a JSON body. */
  static String post(String path, String key, String json) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Key %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(path, key, json.length(), json);
  }

  /** One call without a body. */
  static String get(String path, String key) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Key %s\r\n\r\n"
        .formatted(path, key);
  }

  /**
   * Calls so many times, one after the other.
   *
   * @throws IOException when one is answered with anything but a success
   */
  void call(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      socket.getOutputStream().write(call);
      receive();
    }
  }

  private void receive() throws IOException {
    int read = 0;
    int end = -1;
    while (end < 0 || read < end) {
      int more = socket.getInputStream().read(answer, read, answer.length - read);
      if (more < 0) {
        throw new IOException("the api hung up");
      }
      read += more;
      end = endOf(read);
    }
    if (answer[9] != '2') {
      throw new IOException("not answered well: " + new String(answer, 0, read, ISO_8859_1));
    }
  }

  /** Where the answer ends; -1 while its headers are not all there. */
  private int endOf(int read) {
    int length = 0;
    for (int i = 0; i + 3 < read; i++) {
      if (isLengthAt(i, read)) {
        length = numberAt(i + LENGTH.length);
      } else if (answer[i] == '\r' && answer[i + 1] == '\n' && answer[i + 2] == '\r') {
        return i + 4 + length;
      }
    }
    return -1;
  }

  private boolean isLengthAt(int at, int read) {
    return at + LENGTH.length < read
        && Arrays.equals(answer, at, at + LENGTH.length, LENGTH, 0, LENGTH.length);
  }

  private int numberAt(int at) {
    int number = 0;
    for (int i = at; answer[i] >= '0' && answer[i] <= '9'; i++) {
      number = 10 * number + answer[i] - '0';
    }
    return number;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
