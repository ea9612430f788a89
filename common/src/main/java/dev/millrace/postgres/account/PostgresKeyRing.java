package dev.millrace.postgres.account;

import dev.millrace.account.KeyOwner;
import dev.millrace.ledger.KeyRing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Asks PostgreSQL each time; callers put a cache before it. */
@ApplicationScoped
public class PostgresKeyRing implements KeyRing {
  private static final String BY_DIGEST =
      "from ApiKeyRow k join fetch k.account where k.sha256 = ?1 and k.revokedAt is null";

  private final Mutiny.SessionFactory sessions;

  PostgresKeyRing(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<Optional<KeyOwner>> ownerOf(String sha256) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createSelectionQuery(BY_DIGEST, ApiKeyRow.class)
                    .setParameter(1, sha256)
                    .getSingleResultOrNull())
        .map(row -> Optional.ofNullable(row).map(ApiKeyRow::toOwner));
  }
}
