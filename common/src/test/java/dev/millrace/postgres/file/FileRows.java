package dev.millrace.postgres.file;

import dev.millrace.account.AccountId;
import dev.millrace.id.UuidV7;
import dev.millrace.testing.Database;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Accounts and their files, as rows for tests. */
final class FileRows {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final AtomicLong MADE = new AtomicLong();

  private final Database database;

  FileRows(Database database) {
    this.database = database;
  }

  /** A file to be. */
  record Wanted(String name, String type, String source, UUID request, Instant expiresAt) {
    static Wanted called(String name) {
      return new Wanted(name, "image/png", "upload", null, null);
    }

    Wanted type(String wanted) {
      return new Wanted(name, wanted, source, request, expiresAt);
    }

    Wanted from(String wanted) {
      return new Wanted(name, type, wanted, request, expiresAt);
    }

    Wanted madeBy(UUID wanted) {
      return new Wanted(name, type, "output", wanted, expiresAt);
    }

    Wanted until(Instant wanted) {
      return new Wanted(name, type, source, request, wanted);
    }
  }

  AccountId account() {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    database.run(
        "insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', 0,"
            + " now())",
        id.value());
    return id;
  }

  UUID file(AccountId account, Wanted wanted) {
    var id = UuidV7.next(later(), ThreadLocalRandom.current());
    database.run(
        """
        insert into file (id, account_id, request_id, object_key, name, content_type, size, source,
                          created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, 7, $7, now(), $8)
        """,
        id,
        account.value(),
        wanted.request(),
        key(account, id),
        wanted.name(),
        wanted.type(),
        wanted.source(),
        wanted.expiresAt() == null ? null : time(wanted.expiresAt()));
    return id;
  }

  /** Ids of one millisecond have no order. */
  private static Instant later() {
    return Instant.ofEpochMilli(
        MADE.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis())));
  }

  static String key(AccountId account, UUID id) {
    return "uploads/%s/%s".formatted(account.value(), id);
  }

  static String thumbnail(AccountId account, UUID id) {
    return "thumbnails/%s/%s".formatted(account.value(), id);
  }

  void use(UUID file, UUID request) {
    database.run(
        "insert into file_use (file_id, request_id, position) values ($1, $2, 0)", file, request);
  }

  boolean isThere(UUID file) {
    return !database.run("select from file where id = $1", file).isEmpty();
  }

  boolean isExpired(UUID file) {
    return database.run("select from file where id = $1 and expired_at is not null", file).size()
        == 1;
  }

  boolean isDoomed(String key) {
    return !database.run("select from doomed_object where object_key = $1", key).isEmpty();
  }

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
