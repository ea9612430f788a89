package dev.millrace.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.millrace.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EventTokensTest {
  private static final byte[] SECRET = bytes(32, 1);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final EventTokens tokens = new EventTokens(SECRET, now::get);
  private final EventTokens.Grant grant =
      new EventTokens.Grant(AccountId.next(NOW, new Random(1)), List.of("local/echo"));

  @Test
  void aTokenGrantsWhatItWasIssuedForUntilItExpires() {
    var token = tokens.issue(grant, Duration.ofSeconds(60));

    assertThat(tokens.read(token)).contains(grant);
    now.set(NOW.plusSeconds(59));
    assertThat(tokens.read(token)).contains(grant);
    now.set(NOW.plusSeconds(60));
    assertThat(tokens.read(token)).isEmpty();
  }

  @Test
  void anotherNodeWithTheSameSecretReadsItAndOneWithAnotherDoesNot() {
    var token = tokens.issue(grant, Duration.ofSeconds(60));

    assertThat(new EventTokens(SECRET, now::get).read(token)).contains(grant);
    assertThat(new EventTokens(bytes(32, 2), now::get).read(token)).isEmpty();
  }

  @Test
  void aTokenThatWasChangedGrantsNothing() {
    var parts = tokens.issue(grant, Duration.ofSeconds(60)).split("\\.");
    var other = new EventTokens.Grant(AccountId.next(NOW, new Random(2)), List.of());
    var otherParts = tokens.issue(other, Duration.ofSeconds(60)).split("\\.");

    assertThat(tokens.read(parts[0] + "." + otherParts[1] + "." + parts[2])).isEmpty();
    for (var text : List.of("", "x", "..", "a.b.c", "x".repeat(100_000))) {
      assertThat(tokens.read(text)).isEmpty();
    }
  }

  @Test
  void theAlgorithmIsNotTheTokensToChoose() throws Exception {
    var claims = claims().build();
    var stronger = new SignedJWT(new JWSHeader(JWSAlgorithm.HS512), claims);
    stronger.sign(new MACSigner(Arrays.copyOf(bytes(64, 1), 64)));
    var same = new SignedJWT(new JWSHeader(JWSAlgorithm.HS512), claims);
    var longSecret = bytes(64, 3);
    same.sign(new MACSigner(longSecret));

    assertThat(tokens.read(new PlainJWT(claims).serialize())).isEmpty();
    assertThat(tokens.read(stronger.serialize())).isEmpty();
    assertThat(new EventTokens(longSecret, now::get).read(same.serialize())).isEmpty();
  }

  @Test
  void aTokenForSomethingElseOrForEverGrantsNothing() throws Exception {
    assertThat(tokens.read(signed(claims()))).isPresent();
    assertThat(tokens.read(signed(claims().audience("millrace:keys")))).isEmpty();
    assertThat(tokens.read(signed(claims().expirationTime(null)))).isEmpty();
    assertThat(tokens.read(signed(claims().subject("nobody")))).isEmpty();
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .subject(grant.account().toString())
        .audience("millrace:events")
        .expirationTime(Date.from(NOW.plusSeconds(60)));
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
