package dev.millrace.worker.upkeep;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Abandoner;
import dev.millrace.file.Finisher;
import dev.millrace.file.Upload;
import dev.millrace.file.Uploads;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Makes files of uploads whose bytes came without anybody saying so, and gives up those whose time
 * is over.
 */
@ApplicationScoped
class UploadKeeper {
  private static final Logger LOG = Logger.getLogger(UploadKeeper.class);
  private static final int BATCH = 100;

  /** One whose checksum has to be read holds none but itself up. */
  private static final int AT_ONCE = 4;

  private final Uploads uploads;
  private final Finisher finisher;
  private final Abandoner abandoner;
  private final InstantSource clock;
  private final Rounds rounds;

  UploadKeeper(
      Vertx vertx,
      Uploads uploads,
      Finisher finisher,
      Abandoner abandoner,
      InstantSource clock,
      UpkeepConfig config) {
    this.uploads = uploads;
    this.finisher = finisher;
    this.abandoner = abandoner;
    this.clock = clock;
    this.rounds = new Rounds(vertx, "looking at uploads", config.uploadsEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  /** Until none is due. */
  Uni<Void> round() {
    return Multi.createBy()
        .repeating()
        .uni(() -> uploads.due(clock.instant(), BATCH).call(this::lookAt))
        .until(List::isEmpty)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> lookAt(List<Upload> due) {
    return Multi.createFrom()
        .iterable(due)
        .onItem()
        .transformToUni(this::lookAt)
        .merge(AT_ONCE)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /**
   * What goes wrong with one is said, and it comes again; the others are looked at all the same.
   */
  private Uni<Void> lookAt(Upload upload) {
    return finisher
        .finish(upload)
        .replaceWithVoid()
        .onFailure(UploadKeeper::isIncomplete)
        .recoverWithUni(() -> waitedFor(upload))
        .onFailure(FaultException.class)
        .invoke(refused -> LOG.infof("upload given up id=%s: %s", upload.id(), refused))
        .onFailure(failure -> !(failure instanceof FaultException))
        .invoke(failure -> LOG.warnf("upload is looked at later id=%s: %s", upload.id(), failure))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> waitedFor(Upload upload) {
    return upload.expiresAt().isAfter(clock.instant())
        ? Uni.createFrom().voidItem()
        : abandoner.abandon(upload).replaceWithVoid();
  }

  private static boolean isIncomplete(Throwable failure) {
    return failure instanceof FaultException known
        && known.fault().code() == FaultCode.UPLOAD_INCOMPLETE;
  }
}
