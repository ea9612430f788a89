package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.Offer;
import dev.millrace.queue.Submission;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The queue's admission for tests of other packages. */
public final class Admissions {
  private Admissions() {}

  public static Admission on(Database database, Dispatcher dispatcher) {
    return new PostgresAdmission(
        database.pool(), dispatcher, Settings.of(AdmissionConfig.class, Map.of()));
  }

  /** All in one transaction, whatever gathers. */
  static Uni<List<Admission.Result>> together(
      Database database, Dispatcher dispatcher, Submission... submissions) {
    return transactions(database, dispatcher, InstantSource.system())
        .admit(Stream.of(submissions).map(one -> new Offer(one, Optional.empty())).toList());
  }

  static AdmissionTransaction transactions(
      Database database, Dispatcher dispatcher, InstantSource clock) {
    var transaction = new Transaction(database.pool(), Duration.ofSeconds(8));
    return new AdmissionTransaction(transaction, dispatcher, new RecentCredit(), clock);
  }

  /** How many requests of the account are in the queue. */
  public static long countOf(Database database, AccountId account) {
    return database
        .run(
            "select count(*) as requests from request where account_id = $1 and not synchronous",
            account.value())
        .getFirst()
        .getLong("requests");
  }
}
