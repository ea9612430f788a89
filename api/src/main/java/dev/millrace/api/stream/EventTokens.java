package dev.millrace.api.stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.millrace.account.AccountId;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** Tokens that let a browser read an account's events for a short while, and do nothing else. */
final class EventTokens {
  private static final String AUDIENCE = "millrace:events";
  private static final String APPS = "apps";
  private static final int LONGEST = 8_192;

  private final byte[] secret;
  private final InstantSource clock;

  /**
   * @param secret at least 32 bytes
   */
  EventTokens(byte[] secret, InstantSource clock) {
    this.secret = secret.clone();
    this.clock = clock;
  }

  /**
   * What a token allows.
   *
   * @param apps models that it is for; none means all
   */
  record Grant(AccountId account, List<String> apps) {
    Grant {
      apps = List.copyOf(apps);
    }
  }

  String issue(Grant grant, Duration validFor) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .subject(grant.account().toString())
            .audience(AUDIENCE)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(validFor)))
            .claim(APPS, grant.apps())
            .build();
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
    var token = new SignedJWT(header, claims);
    try {
      token.sign(new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException("a token cannot be signed with the secret that is set", e);
    }
    return token.serialize();
  }

  /** Empty for whatever this class did not issue, or not for now. */
  Optional<Grant> read(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      var read = SignedJWT.parse(token);
      return isOurs(read) ? grant(read.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The algorithm is ours to choose, never the token's. */
  private boolean isOurs(SignedJWT token) throws JOSEException {
    return JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())
        && token.verify(new MACVerifier(secret));
  }

  private Optional<Grant> grant(JWTClaimsSet claims) throws ParseException {
    var expires = claims.getExpirationTime();
    if (expires == null
        || !claims.getAudience().equals(List.of(AUDIENCE))
        || !clock.instant().isBefore(Instant.ofEpochMilli(expires.getTime()))) {
      return Optional.empty();
    }
    var apps = claims.getStringListClaim(APPS);
    return Optional.of(
        new Grant(AccountId.of(claims.getSubject()), apps == null ? List.of() : apps));
  }
}
