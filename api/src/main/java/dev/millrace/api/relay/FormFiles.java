package dev.millrace.api.relay;

import dev.millrace.api.files.FileReply;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.relay.Landing.Stored;
import dev.millrace.api.relay.Reception.Call;
import dev.millrace.file.ShelvedFile.Source;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerFileUpload;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Small files that come in a form, as a browser sends it. */
@ApplicationScoped
public class FormFiles {
  /** What a form is around its file. */
  private static final long AROUND = 64 * 1024;

  private final SmallFiles small;
  private final long largest;

  FormFiles(SmallFiles small, IncomingConfig config) {
    this.small = small;
    this.largest = config.maxFile().asLongValue();
  }

  /** Fields may stand before the file or behind it; those that we do not know are left alone. */
  Uni<FileReply> take(Caller caller, Call call) {
    var bound = Expected.atMost(Math.min(largest, small.plan(caller).largestUpload()) + AROUND);
    call.body().length().ifPresent(bound::checkAnnounced);
    var form = Form.of(call);
    return form.file()
        .chain(file -> store(caller, call, file))
        .chain(stored -> keep(caller, call, form, stored))
        .onFailure()
        .invoke(form::letGo);
  }

  private Uni<Stored> store(Caller caller, Call call, HttpServerFileUpload file) {
    var draft = small.draft(caller, call, said(file, call), largest);
    var expected = Expected.of(draft.declared());
    return small.store(draft, new Cargo(expected, Optional.empty(), call.bytes(file)));
  }

  private Uni<FileReply> keep(Caller caller, Call call, Form form, Stored stored) {
    return form.end()
        .map(
            end -> {
              var said = said(form.found(), call).withSize(stored.found().size());
              Expected.checkSum(said.terms().sha256(), stored.found().sha256());
              return small.draft(caller, call, said, largest);
            })
        .onFailure()
        .call(() -> small.discard(stored))
        .chain(upload -> small.keep(caller, call, upload, stored, Source.UPLOAD));
  }

  private static SmallFiles.Said said(HttpServerFileUpload file, Call call) {
    return new SmallFiles.Said(
        Optional.ofNullable(file.filename()),
        file.contentType(),
        Optional.empty(),
        FileTerms.in(call.request().formAttributes()));
  }
}
