package dev.millrace.output;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Keeps the first bytes of what flows by. */
final class Beginning {
  private final int most;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

  Beginning(int most) {
    this.most = most;
  }

  void see(ByteBuffer bytes) {
    var part = bytes.duplicate();
    part.limit(part.position() + Math.min(part.remaining(), most - seen.size()));
    while (part.hasRemaining()) {
      seen.write(part.get());
    }
  }

  byte[] bytes() {
    return seen.toByteArray();
  }
}
