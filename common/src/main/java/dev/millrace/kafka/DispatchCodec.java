package dev.millrace.kafka;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.queue.DispatchRecord;
import dev.millrace.queue.Lane;
import dev.millrace.request.RequestId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * A dispatch record as bytes. Key: the account's 16 bytes. Value: the request's 16 bytes, then the
 * model's name in UTF-8, and a blank behind it where we do not pay the provider. Nothing of the
 * caller's input is in it.
 */
public final class DispatchCodec {
  private static final int UUID_BYTES = 16;

  /** No model has it in its name. */
  private static final String NOT_THE_PLATFORMS = " ";

  private DispatchCodec() {}

  public static byte[] key(DispatchRecord dispatchRecord) {
    return bytes(dispatchRecord.account().value());
  }

  public static byte[] value(DispatchRecord dispatchRecord) {
    var mark = dispatchRecord.isPlatforms() ? "" : NOT_THE_PLATFORMS;
    var model = (dispatchRecord.model() + mark).getBytes(StandardCharsets.UTF_8);
    return put(ByteBuffer.allocate(UUID_BYTES + model.length), dispatchRecord.request().value())
        .put(model)
        .array();
  }

  /** Reads a record; empty when the bytes are none of ours. */
  public static Optional<DispatchRecord> read(Lane lane, byte[] key, byte[] value) {
    if (key == null || key.length != UUID_BYTES || value == null || value.length <= UUID_BYTES) {
      return Optional.empty();
    }
    var account = new AccountId(uuid(ByteBuffer.wrap(key)));
    var buffer = ByteBuffer.wrap(value);
    var request = new RequestId(uuid(buffer));
    var text = StandardCharsets.UTF_8.decode(buffer).toString();
    boolean isPlatforms = !text.endsWith(NOT_THE_PLATFORMS);
    return ModelName.parse(isPlatforms ? text : text.substring(0, text.length() - 1))
        .map(model -> new DispatchRecord(request, account, model, lane, isPlatforms));
  }

  static byte[] bytes(UUID uuid) {
    return put(ByteBuffer.allocate(UUID_BYTES), uuid).array();
  }

  private static ByteBuffer put(ByteBuffer buffer, UUID uuid) {
    return buffer.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
  }

  private static UUID uuid(ByteBuffer buffer) {
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
