package dev.millrace.api.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.millrace.account.AccountId;
import dev.millrace.api.files.UploadTokens.Grant;
import dev.millrace.api.files.UploadTokens.Use;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class UploadTokensTest {
  private static final byte[] SECRET = bytes(32, 1);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant UNTIL = NOW.plusSeconds(300);

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final UploadTokens tokens = new UploadTokens(SECRET, now::get);
  private final Grant grant =
      new Grant(new UUID(1, 2), AccountId.next(NOW, new Random(1)), Use.RELAY);

  @Test
  void aTokenGrantsWhatItWasIssuedForUntilItExpires() {
    var token = tokens.issue(grant, UNTIL);

    assertThat(tokens.read(token, Use.RELAY)).contains(grant);
    now.set(UNTIL.minusSeconds(1));
    assertThat(tokens.read(token, Use.RELAY)).contains(grant);
    now.set(UNTIL);
    assertThat(tokens.read(token, Use.RELAY)).isEmpty();
  }

  @Test
  void aTokenIsForOneUse() {
    assertThat(tokens.read(tokens.issue(grant, UNTIL), Use.PARTS)).isEmpty();
  }

  @Test
  void anotherNodeWithTheSameSecretReadsItAndOneWithAnotherDoesNot() {
    var token = tokens.issue(grant, UNTIL);

    assertThat(new UploadTokens(SECRET, now::get).read(token, Use.RELAY)).contains(grant);
    assertThat(new UploadTokens(bytes(32, 2), now::get).read(token, Use.RELAY)).isEmpty();
  }

  @Test
  void aTokenThatWasChangedGrantsNothing() {
    var parts = tokens.issue(grant, UNTIL).split("\\.");
    var other = tokens.issue(new Grant(new UUID(3, 4), grant.account(), Use.RELAY), UNTIL);

    var mixed = parts[0] + "." + other.split("\\.")[1] + "." + parts[2];
    assertThat(tokens.read(mixed, Use.RELAY)).isEmpty();
    for (var text : List.of("", "x", "..", "a.b.c", "x".repeat(100_000))) {
      assertThat(tokens.read(text, Use.RELAY)).isEmpty();
    }
  }

  @Test
  void aTokenForSomethingElseOrForEverOrUnsignedGrantsNothing() throws Exception {
    assertThat(tokens.read(signed(claims()), Use.RELAY)).contains(grant);
    assertThat(tokens.read(signed(claims().audience("millrace:events")), Use.RELAY)).isEmpty();
    assertThat(tokens.read(signed(claims().expirationTime(null)), Use.RELAY)).isEmpty();
    assertThat(tokens.read(signed(claims().subject("nothing")), Use.RELAY)).isEmpty();
    assertThat(tokens.read(signed(claims().claim("account", null)), Use.RELAY)).isEmpty();
    assertThat(tokens.read(new PlainJWT(claims().build()).serialize(), Use.RELAY)).isEmpty();
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .subject(grant.upload().toString())
        .audience("millrace:upload")
        .claim("account", grant.account().toString())
        .claim("use", "relay")
        .expirationTime(Date.from(UNTIL));
  }

  private static String signed(JWTClaimsSet.Builder claims) throws Exception {
    var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
    token.sign(new MACSigner(SECRET));
    return token.serialize();
  }

  private static byte[] bytes(int count, int seed) {
    var bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
