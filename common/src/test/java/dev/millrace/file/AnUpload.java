package dev.millrace.file;

import dev.millrace.account.AccountId;
import dev.millrace.file.Upload.Declared;
import dev.millrace.file.Upload.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Builds uploads for tests: a PNG of 10 bytes by PUT, to be complete within an hour. */
public record AnUpload(
    AccountId account,
    Way way,
    String contentType,
    Optional<Long> size,
    Optional<String> sha256,
    Optional<Duration> life,
    Optional<String> multipartId,
    Instant at) {

  public static AnUpload of(AccountId account) {
    return new AnUpload(
        account,
        Way.PUT,
        "image/png",
        Optional.of(10L),
        Optional.of("ab".repeat(32)),
        Optional.of(Duration.ofDays(1)),
        Optional.empty(),
        Instant.parse("2026-02-03T04:05:06Z"));
  }

  public AnUpload way(Way other) {
    return new AnUpload(account, other, contentType, size, sha256, life, multipartId, at);
  }

  public AnUpload type(String other) {
    return new AnUpload(account, way, other, size, sha256, life, multipartId, at);
  }

  public AnUpload size(long bytes) {
    return new AnUpload(
        account, way, contentType, Optional.of(bytes), sha256, life, multipartId, at);
  }

  public AnUpload sum(String hex) {
    return new AnUpload(account, way, contentType, size, Optional.of(hex), life, multipartId, at);
  }

  public AnUpload undeclared() {
    return new AnUpload(
        account,
        way,
        contentType,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        multipartId,
        at);
  }

  public AnUpload multipart(String id) {
    return new AnUpload(account, way, contentType, size, sha256, life, Optional.of(id), at);
  }

  public AnUpload at(Instant other) {
    return new AnUpload(account, way, contentType, size, sha256, life, multipartId, other);
  }

  /** With an id of its own; 1000 bytes at most. */
  public Upload build() {
    var id = UUID.randomUUID();
    return new Upload(
        id,
        account,
        way,
        "uploads/%s/%s".formatted(account, id),
        new Declared("a.png", contentType, size, sha256, 1000, false, life),
        multipartId,
        at,
        at.plusSeconds(3600));
  }
}
