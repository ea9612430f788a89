package dev.millrace.api.announce;

import dev.millrace.notice.Notice;
import dev.millrace.notice.Notices;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Tells all processes of a change that is committed already. When that cannot be done, the change
 * stands: processes find it out by themselves when what they know is too old.
 */
@ApplicationScoped
public class Announcer {
  private static final Logger LOG = Logger.getLogger(Announcer.class);
  private static final Duration WITHIN = Duration.ofSeconds(2);

  private final Notices notices;
  private final Counter untold;

  public Announcer(Notices notices, MeterRegistry registry) {
    this.notices = notices;
    this.untold =
        Counter.builder("millrace.notices.untold")
            .description("changes that other processes found out late")
            .register(registry);
  }

  /** Ends when everybody was told, or when it is clear that they were not. Never fails. */
  public Uni<Void> tell(Notice notice) {
    return Uni.createFrom()
        .deferred(() -> notices.tell(notice))
        .ifNoItem()
        .after(WITHIN)
        .fail()
        .onFailure()
        .invoke(failure -> missed(notice, failure))
        .onFailure()
        .recoverWithNull();
  }

  private void missed(Notice notice, Throwable failure) {
    untold.increment();
    LOG.warnf(
        "a change was not told to the other processes, which find it out later: account=%s kind=%s %s",
        notice.account(), notice.getClass().getSimpleName(), failure);
  }
}
