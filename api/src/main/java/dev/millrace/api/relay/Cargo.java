package dev.millrace.api.relay;

import io.smallrye.mutiny.Multi;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Bytes on their way in.
 *
 * @param announced how many its sender says that there are
 * @param bytes as they come; to be subscribed to once
 */
record Cargo(Expected expected, Optional<Long> announced, Multi<ByteBuffer> bytes) {
  Multi<ByteBuffer> checked() {
    return expected.checked(bytes);
  }
}
