package dev.millrace.postgres.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.postgres.SealColumns;
import dev.millrace.secret.Sealer;
import dev.millrace.webhook.Secret;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A webhook secret in its row.
 *
 * @param isPlain whether it lies there as it is: it was made when there was no master key
 */
record SigningRow(AccountId account, UUID id, Secret secret, boolean isPlain) {
  /** Fails with an UnopenedException when its master key is not there. */
  static SigningRow of(Row row, Sealer sealer) {
    var account = new AccountId(row.getUUID("account_id"));
    var id = row.getUUID("id");
    var plain = row.getString("secret");
    var text =
        plain == null ? sealer.open(account, id, SealColumns.sealed(row.getDelegate())) : plain;
    return new SigningRow(account, id, new Secret(text), plain != null);
  }

  /** Master key, wrapped key, ciphertext. */
  List<Object> seal(Sealer sealer) {
    return SealColumns.values(sealer.seal(account, id, secret.text()));
  }

  /** The secret itself, master key, wrapped key, ciphertext: as it is to be stored. */
  List<Object> columns(Sealer sealer) {
    if (!sealer.isOn()) {
      return Arrays.asList(secret.text(), null, null, null);
    }
    var columns = new ArrayList<Object>();
    columns.add(null);
    columns.addAll(seal(sealer));
    return columns;
  }
}
