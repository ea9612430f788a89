package dev.millrace.input;

import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobStore;
import dev.millrace.conversation.Piece;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.StoredFile;
import dev.millrace.model.FilesAs;
import dev.millrace.provider.Call;
import dev.millrace.provider.NoRoomException;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Hands files over in the form that the route asks for. */
@ApplicationScoped
public class FileHandover implements Handover {
  private static final Logger LOG = Logger.getLogger(FileHandover.class);

  private final OwnFiles own;
  private final PassingFiles passing;
  private final FileBytes bytes;
  private final BlobStore blobs;

  public FileHandover(OwnFiles own, PassingFiles passing, FileBytes bytes, BlobStore blobs) {
    this.own = own;
    this.passing = passing;
    this.bytes = bytes;
    this.blobs = blobs;
  }

  @Override
  public Uni<Outcome> run(AccountId account, Call call, Function<Call, Uni<Outcome>> provider) {
    Uni<Optional<Handed>> ready = handed(account, call).map(Optional::of);
    Uni<Optional<Handed>> taken = call.cancelled().map(stop -> Optional.empty());
    return Uni.join()
        .first(ready, taken)
        .toTerminate()
        .chain(
            handed ->
                handed
                    .map(one -> run(one, provider))
                    .orElseGet(() -> Uni.createFrom().item(new Outcome.Cancelled())))
        .onFailure(FaultException.class)
        .recoverWithItem(failure -> new Outcome.Failed(((FaultException) failure).fault()))
        .onFailure(NoRoomException.class)
        .recoverWithItem(failure -> ((NoRoomException) failure).outcome());
  }

  private Uni<Outcome> run(Handed handed, Function<Call, Uni<Outcome>> provider) {
    return provider
        .apply(handed.call())
        .map(handed::presentable)
        .onTermination()
        .invoke(() -> passing.delete(handed.passing()));
  }

  @Override
  public Multi<Piece> stream(AccountId account, Call call, Function<Call, Multi<Piece>> provider) {
    return handed(account, call)
        .onItem()
        .transformToMulti(
            handed ->
                provider
                    .apply(handed.call())
                    .onFailure()
                    .transform(handed::presentable)
                    .onTermination()
                    .invoke(() -> passing.delete(handed.passing())));
  }

  /** Fails with a word of ours; whatever else goes wrong is an engine that is away. */
  private Uni<Handed> handed(AccountId account, Call call) {
    return Uni.createFrom()
        .deferred(() -> handed(account, call, Mentions.in(call.input(), form(call))))
        .onFailure(
            failure -> !(failure instanceof FaultException || failure instanceof NoRoomException))
        .transform(failure -> away(call, failure));
  }

  private Uni<Handed> handed(AccountId account, Call call, Mentions mentions) {
    return own.behind(account, mentions.ours())
        .chain(
            files ->
                switch (form(call)) {
                  case SIGNED -> Uni.createFrom().item(signed(call, files, List.of()));
                  case URL ->
                      passing
                          .store(call, mentions.dataUris())
                          .map(stored -> signed(call, files, stored));
                  case DATA ->
                      bytes
                          .of(files, mentions.publicUrls(), bounds(call))
                          .map(texts -> Handed.of(call, texts, List.of(), List.of()));
                });
  }

  private static FilesAs.Form form(Call call) {
    return call.route().files().form();
  }

  private static FileBytes.Bounds bounds(Call call) {
    return new FileBytes.Bounds(call.route().files().bytes(), call.attempt().timeout());
  }

  private Handed signed(
      Call call, Map<String, StoredFile> files, List<PassingFiles.Passing> stored) {
    var validFor = Signing.validFor(call);
    var texts = new HashMap<String, String>();
    var urls = new ArrayList<URI>();
    files.forEach(
        (text, file) -> {
          var url = blobs.signedGet(file.key(), Signing.shown(file), validFor);
          texts.put(text, url.toString());
          urls.add(url);
        });
    for (var one : stored) {
      var shown = new BlobStore.Shown("file", one.contentType(), false);
      var url = blobs.signedGet(one.key(), shown, validFor);
      texts.put(one.text(), url.toString());
      urls.add(url);
    }
    return Handed.of(call, texts, urls, stored.stream().map(PassingFiles.Passing::key).toList());
  }

  private static FaultException away(Call call, Throwable failure) {
    LOG.warnf(
        "files not handed over request=%s model=%s: %s", call.request(), call.model(), failure);
    return new FaultException(
        Fault.of(
            FaultCode.ENGINE_UNAVAILABLE,
            "the files of the input could not be read; they are read once more"),
        failure);
  }
}
