package dev.millrace.api.relay;

import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.api.files.FileReply;
import dev.millrace.api.files.LifecycleHeader;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.relay.Landing.Stored;
import dev.millrace.api.relay.Reception.Call;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.file.Intake;
import dev.millrace.file.Shelf;
import dev.millrace.file.ShelvedFile;
import dev.millrace.file.ShelvedFile.Source;
import dev.millrace.file.Upload;
import dev.millrace.file.Upload.Way;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Files that come in one call. What is said of such a file may come behind its bytes, so these are
 * stored first; the account's room is asked for, and the file made, when all is known.
 */
@ApplicationScoped
public class SmallFiles {
  private final Intake intake;
  private final Plans plans;
  private final LifecycleHeader lifecycle;
  private final Landing landing;
  private final Shelf shelf;
  private final Places places;
  private final Optional<String> publicUrl;

  SmallFiles(
      Intake intake,
      Plans plans,
      LifecycleHeader lifecycle,
      Landing landing,
      Shelf shelf,
      Places places,
      DeploymentConfig deployment) {
    this.intake = intake;
    this.plans = plans;
    this.lifecycle = lifecycle;
    this.landing = landing;
    this.shelf = shelf;
    this.places = places;
    this.publicUrl = deployment.publicUrl();
  }

  /**
   * What is said of a file.
   *
   * @param size empty: not said
   */
  record Said(Optional<String> name, String contentType, Optional<Long> size, FileTerms terms) {
    Said withSize(long found) {
      return new Said(name, contentType, Optional.of(found), terms);
    }
  }

  Plan plan(Caller caller) {
    return plans.named(caller.plan());
  }

  /** An upload as it would be; nothing of it is kept. Fails as the intake does. */
  Upload draft(Caller caller, Call call, Said said, long atMost) {
    var plan = plan(caller);
    var asked =
        new Intake.Asked(
            said.terms().name().or(said::name).orElse(null),
            said.contentType(),
            said.size().orElse(null),
            said.terms().sha256().orElse(null),
            said.terms().isPublic(),
            lifecycle.life(call.request().headers(), plan.fileLife()));
    return intake.checked(caller.account(), plan, Way.RELAY, asked, atMost);
  }

  /** Takes a place for as long as the bytes come. */
  Uni<Stored> store(Upload draft, Cargo cargo) {
    return places.in(draft.account(), () -> landing.store(draft, cargo));
  }

  /** Makes the file. When there is no room for it the bytes go. */
  Uni<FileReply> keep(Caller caller, Call call, Upload upload, Stored stored, Source source) {
    return intake
        .keep(upload, plan(caller))
        .onFailure()
        .call(() -> landing.discard(stored))
        .chain(kept -> landing.land(kept, stored, source))
        .map(file -> file.orElseThrow(Landing::gone))
        .chain(file -> shelf.find(upload.account(), file.id()))
        .map(shelved -> reply(call, shelved.orElseThrow(Landing::gone)));
  }

  Uni<Void> discard(Stored stored) {
    return landing.discard(stored);
  }

  /** As the list shows it from now on. */
  private FileReply reply(Call call, ShelvedFile file) {
    return FileReply.of(file, PublicUrl.of(publicUrl, call.request()));
  }
}
