package dev.millrace.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.request.Basis;
import java.util.Locale;

/**
 * On what basis a request runs; for its owner alone.
 *
 * @param payer who pays the provider: {@code platform}, {@code account} or {@code nobody}
 * @param providerKeyId by which key of the account's own; absent where it is none
 * @param modelConfigId which model configuration it follows, if one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ItemBasis(String payer, String providerKeyId, String modelConfigId) {
  static ItemBasis of(Basis basis) {
    return new ItemBasis(
        basis.payer().name().toLowerCase(Locale.ROOT),
        basis.providerKey().map(Object::toString).orElse(null),
        basis.configuration().map(Object::toString).orElse(null));
  }
}
