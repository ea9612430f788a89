package dev.millrace.api.relay;

import dev.millrace.api.files.FileReply;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.relay.Reception.Call;
import dev.millrace.file.ShelvedFile.Source;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Small files whose bytes are the body. */
@ApplicationScoped
public class RawFiles {
  private final SmallFiles small;
  private final long largest;

  RawFiles(SmallFiles small, IncomingConfig config) {
    this.small = small;
    this.largest = config.maxFile().asLongValue();
  }

  Uni<FileReply> take(Caller caller, Call call) {
    var body = call.body();
    var said =
        new SmallFiles.Said(
            Optional.empty(),
            call.request().getHeader(HttpHeaders.CONTENT_TYPE),
            body.length(),
            FileTerms.in(call.request().params()));
    var draft = small.draft(caller, call, said, largest);
    var expected = Expected.of(draft.declared());
    body.length().ifPresent(expected::checkAnnounced);
    return small
        .store(draft, new Cargo(expected, body.length(), call.bytes()))
        .chain(
            stored -> {
              var upload = small.draft(caller, call, said.withSize(stored.found().size()), largest);
              return small.keep(caller, call, upload, stored, Source.UPLOAD);
            });
  }
}
