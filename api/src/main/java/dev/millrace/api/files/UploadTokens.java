package dev.millrace.api.files;

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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Tokens that let whoever has one bring the bytes of one upload, and do nothing else. */
public final class UploadTokens {
  private static final String AUDIENCE = "millrace:upload";
  private static final String ACCOUNT = "account";
  private static final String USE = "use";
  private static final int LONGEST = 2_048;

  private final byte[] secret;
  private final InstantSource clock;

  /**
   * @param secret at least 32 bytes
   */
  UploadTokens(byte[] secret, InstantSource clock) {
    this.secret = secret.clone();
    this.clock = clock;
  }

  /** What may be done with a token. */
  public enum Use {
    /** The whole of it in one PUT. */
    RELAY,
    /** Its parts, and saying that they are all there. */
    PARTS;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a token allows.
   *
   * @param account whose upload it is
   */
  public record Grant(UUID upload, AccountId account, Use use) {}

  String issue(Grant grant, Instant until) {
    var claims =
        new JWTClaimsSet.Builder()
            .subject(grant.upload().toString())
            .audience(AUDIENCE)
            .expirationTime(Date.from(until))
            .claim(ACCOUNT, grant.account().toString())
            .claim(USE, grant.use().word())
            .build();
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
    var token = new SignedJWT(header, claims);
    try {
      token.sign(new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException("a token cannot be signed with the shared secret", e);
    }
    return token.serialize();
  }

  /** Empty for whatever this class did not issue for this use, or not for now. */
  public Optional<Grant> read(String token, Use use) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      var read = SignedJWT.parse(token);
      return isOurs(read) ? grant(read.getJWTClaimsSet(), use) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The algorithm is ours to choose, never the token's. */
  private boolean isOurs(SignedJWT token) throws JOSEException {
    return JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())
        && token.verify(new MACVerifier(secret));
  }

  private Optional<Grant> grant(JWTClaimsSet claims, Use use) throws ParseException {
    var expires = claims.getExpirationTime();
    var upload = claims.getSubject();
    var account = claims.getStringClaim(ACCOUNT);
    if (expires == null
        || upload == null
        || account == null
        || !claims.getAudience().equals(List.of(AUDIENCE))
        || !use.word().equals(claims.getStringClaim(USE))
        || !clock.instant().isBefore(Instant.ofEpochMilli(expires.getTime()))) {
      return Optional.empty();
    }
    return Optional.of(new Grant(UUID.fromString(upload), AccountId.of(account), use));
  }
}
