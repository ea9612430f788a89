package dev.millrace.postgres;

import dev.millrace.secret.Sealed;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.List;

/** How a sealed secret lies in columns: {@code master_key, wrapped_key, ciphertext}. */
public final class SealColumns {
  private SealColumns() {}

  /** The row must have one. */
  public static Sealed sealed(Row row) {
    return new Sealed(
        row.getString("master_key"),
        row.getBuffer("wrapped_key").getBytes(),
        row.getBuffer("ciphertext").getBytes());
  }

  /** Master key, wrapped key, ciphertext. */
  public static List<Object> values(Sealed sealed) {
    return List.of(
        sealed.masterKey(), Buffer.buffer(sealed.wrappedKey()), Buffer.buffer(sealed.ciphertext()));
  }
}
