package dev.millrace.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
  private static final AccountId ANN = new AccountId(UUID.randomUUID());
  private static final AccountId BOB = new AccountId(UUID.randomUUID());
  private static final UUID ROW = UUID.randomUUID();
  private static final String SECRET = "sk-very-secret-ü-\uD83D\uDD11";

  private final byte[] old = TestSealer.masterKey();
  private final byte[] fresh = TestSealer.masterKey();
  private final Sealer before = new Sealer(new MasterKeys(Map.of("old", old), "old"));
  private final Sealer between =
      new Sealer(new MasterKeys(Map.of("old", old, "new", fresh), "new"));
  private final Sealer after = new Sealer(new MasterKeys(Map.of("new", fresh), "new"));

  @Test
  void whatWasSealedIsOpened() {
    var sealed = before.seal(ANN, ROW, SECRET);

    assertThat(before.open(ANN, ROW, sealed)).isEqualTo(SECRET);
    assertThat(sealed.masterKey()).isEqualTo("old");
  }

  @Test
  void nothingOfTheSecretIsSeen() {
    var sealed = before.seal(ANN, ROW, SECRET);

    assertThat(new String(sealed.ciphertext(), StandardCharsets.ISO_8859_1))
        .doesNotContain("very-secret");
    assertThat(sealed.toString()).isEqualTo("sealed under old");
  }

  @Test
  void theSameSecretIsSealedDifferentlyEachTime() {
    var one = before.seal(ANN, ROW, SECRET);
    var other = before.seal(ANN, ROW, SECRET);

    assertThat(one.ciphertext()).isNotEqualTo(other.ciphertext());
    assertThat(one.wrappedKey()).isNotEqualTo(other.wrappedKey());
  }

  @Test
  void whatWasCopiedToAnotherRowIsNotOpened() {
    var sealed = before.seal(ANN, ROW, SECRET);

    assertUnopened(() -> before.open(ANN, UUID.randomUUID(), sealed));
    assertUnopened(() -> before.open(BOB, ROW, sealed));
    assertUnopened(() -> between.rewrap(BOB, ROW, sealed));
  }

  @Test
  void whatHasOneByteChangedIsNotOpened() {
    var sealed = before.seal(ANN, ROW, SECRET);

    for (int at = 0; at < sealed.ciphertext().length; at++) {
      var changed =
          new Sealed(sealed.masterKey(), sealed.wrappedKey(), changed(sealed.ciphertext(), at));
      assertUnopened(() -> before.open(ANN, ROW, changed));
    }
    for (int at = 0; at < sealed.wrappedKey().length; at++) {
      var changed =
          new Sealed(sealed.masterKey(), changed(sealed.wrappedKey(), at), sealed.ciphertext());
      assertUnopened(() -> before.open(ANN, ROW, changed));
    }
  }

  private static byte[] changed(byte[] bytes, int at) {
    bytes[at] ^= 1;
    return bytes;
  }

  @Test
  void whatIsTooShortIsNotOpened() {
    var sealed = before.seal(ANN, ROW, SECRET);
    var cut = new Sealed("old", sealed.wrappedKey(), Arrays.copyOf(sealed.ciphertext(), 5));

    assertUnopened(() -> before.open(ANN, ROW, cut));
  }

  @Test
  void anUnknownMasterKeyIsNamed() {
    var sealed = before.seal(ANN, ROW, SECRET);

    assertThatThrownBy(() -> after.open(ANN, ROW, sealed))
        .isInstanceOf(UnopenedException.class)
        .hasMessageContaining("'old'");
  }

  @Test
  void aMasterKeyIsExchangedWithoutTheSecretBeingTouched() {
    var sealed = before.seal(ANN, ROW, SECRET);

    var rewrapped = between.rewrap(ANN, ROW, sealed);

    assertThat(between.isCurrent(sealed)).isFalse();
    assertThat(between.isCurrent(rewrapped)).isTrue();
    assertThat(rewrapped.ciphertext()).isEqualTo(sealed.ciphertext());
    assertThat(after.open(ANN, ROW, rewrapped)).isEqualTo(SECRET);
    assertThat(between.open(ANN, ROW, sealed)).isEqualTo(SECRET);
  }

  @Test
  void withoutMasterKeysNothingIsSealed() {
    var off = new Sealer(MasterKeys.NONE);

    assertThat(off.isOn()).isFalse();
    assertUnopened(() -> off.seal(ANN, ROW, SECRET));
    assertUnopened(() -> off.open(ANN, ROW, before.seal(ANN, ROW, SECRET)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33})
  void aMasterKeyHas32Bytes(int bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MasterKeys(Map.of("main", new byte[bytes]), "main"))
        .withMessageContaining("'main'")
        .withMessageContaining("32");
  }

  @Test
  void aMasterKeyOfZerosIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MasterKeys(Map.of("main", new byte[32]), "main"))
        .withMessageContaining("not random");
  }

  @Test
  void theCurrentMasterKeyMustBeThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MasterKeys(Map.of("old", old), "new"))
        .withMessageContaining("'new'");
  }

  @Test
  void masterKeysAreNotShown() {
    assertThat(new MasterKeys(Map.of("old", old), "old").toString())
        .isEqualTo("master keys [old], current old");
  }

  private static void assertUnopened(ThrowingCallable opening) {
    assertThatThrownBy(opening)
        .isInstanceOf(UnopenedException.class)
        .hasMessageNotContaining("very-secret");
  }
}
