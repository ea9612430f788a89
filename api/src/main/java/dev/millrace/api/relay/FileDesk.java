package dev.millrace.api.relay;

import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.relay.Reception.Call;
import dev.millrace.api.relay.Reception.Reply;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes a small file in one call: as a form, as it is, or as the URL where it lies. */
@ApplicationScoped
public class FileDesk {
  private final Authenticator authenticator;
  private final RawFiles raw;
  private final FormFiles forms;
  private final FetchedFiles fetched;

  FileDesk(Authenticator authenticator, RawFiles raw, FormFiles forms, FetchedFiles fetched) {
    this.authenticator = authenticator;
    this.raw = raw;
    this.forms = forms;
    this.fetched = fetched;
  }

  Uni<Reply> take(Call call) {
    return authenticator
        .callerOf(call.request())
        .chain(caller -> file(caller, call))
        .map(file -> new Reply(201, file));
  }

  /** JSON with a name in the query is a file like any other. */
  private Uni<?> file(Caller caller, Call call) {
    call.body().checkNotEncoded();
    var type = call.body().type().orElseThrow(FileDesk::untyped);
    return switch (type) {
      case "multipart/form-data" -> forms.take(caller, call);
      case "application/json" ->
          call.request().params().contains("name")
              ? raw.take(caller, call)
              : fetched.take(caller, call);
      case "application/x-www-form-urlencoded" -> throw untyped();
      default -> raw.take(caller, call);
    };
  }

  private static FaultException untyped() {
    return new FaultException(
        FaultCode.MEDIA_TYPE_UNSUPPORTED,
        "send a form (multipart/form-data) with the file in its field file, or the bytes themselves"
            + " with their Content-Type and ?name=, or JSON {\"url\": …}");
  }
}
