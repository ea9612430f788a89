package dev.millrace.api.keys;

import dev.millrace.account.KeyCaps;
import dev.millrace.account.KeyRecord;
import dev.millrace.account.NewKey;
import dev.millrace.account.SpendCap;
import java.time.Instant;
import java.util.List;

/**
 * A key as it stands.
 *
 * @param caps all of its account
 */
record Held(KeyRecord key, List<SpendCap> caps) {
  KeyCaps ownCaps() {
    return KeyCaps.of(key.id(), caps);
  }

  Grantor.Grant grant() {
    return new Grantor.Grant(key.kind(), key.terms(), ownCaps());
  }

  /** What its successor may do. */
  Grantor.Grant rest() {
    return new Grantor.Grant(key.kind(), key.terms(), KeyCaps.leftOf(key.id(), caps));
  }

  NewKey.Label label() {
    return new NewKey.Label(key.name(), key.project());
  }

  KeyView view(Instant now) {
    return KeyView.of(key, ownCaps(), now);
  }
}
