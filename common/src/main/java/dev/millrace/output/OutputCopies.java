package dev.millrace.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.blob.BlobStreams;
import dev.millrace.blob.BlobStreams.Written;
import dev.millrace.blob.FileUrl;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.fetch.Downloads;
import dev.millrace.fetch.Downloads.Bounds;
import dev.millrace.fetch.Downloads.Download;
import dev.millrace.file.ContentType;
import dev.millrace.file.RealType;
import dev.millrace.file.StoredFile;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.provider.Providers;
import dev.millrace.reach.Neighbour;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Copies what an output names by URL into our storage, since providers keep their files for a while
 * only. Which strings are URLs of files, the model's output schema says.
 */
@ApplicationScoped
public class OutputCopies {
  private static final int MOST = 100;
  private static final Set<FaultCode> NOT_READ =
      Set.of(
          FaultCode.URL_FORBIDDEN,
          FaultCode.URL_UNREACHABLE,
          FaultCode.FILE_TOO_LARGE,
          FaultCode.FILE_MISMATCH);

  private final Downloads downloads;
  private final BlobStreams blobs;
  private final Providers providers;
  private final OutputConfig config;
  private final Gate gate;

  public OutputCopies(
      Downloads downloads, BlobStreams blobs, Providers providers, OutputConfig config) {
    this.downloads = downloads;
    this.blobs = blobs;
    this.providers = providers;
    this.config = config;
    this.gate = new Gate(config.copiesAtOnce());
  }

  /** What became of a URL. */
  record Copy(String url, StoredFile file) {}

  /**
   * Copies each URL once. Fails with PROVIDER_BROKEN when one of them cannot be read: then none of
   * the copies counts, and their objects are orphans.
   */
  Uni<List<Copy>> copy(Hold hold, Model model, Route route, JsonNode output) {
    var urls = route.copiesOutputs() ? urls(model, output) : Set.<String>of();
    if (urls.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    if (urls.size() > MOST) {
      return Uni.createFrom()
          .failure(
              new FaultException(
                  FaultCode.INVALID_OUTPUT,
                  "the provider's output names %d files; at the most %d are copied"
                      .formatted(urls.size(), MOST)));
    }
    var neighbour = neighbour(route);
    var copies = urls.stream().map(url -> gate.through(() -> copy(hold, url, neighbour))).toList();
    return Uni.join().all(copies).andFailFast().onFailure().transform(OutputCopies::unread);
  }

  /** Whom the operator calls anyway; what an account chose to call is a stranger. */
  private Optional<Neighbour> neighbour(Route route) {
    return route.leadsElsewhere()
        ? Optional.empty()
        : providers
            .find(route.dialect())
            .flatMap(provider -> provider.upstream(route))
            .flatMap(Neighbour::at);
  }

  private static Set<String> urls(Model model, JsonNode output) {
    return model.outputSchema().uris(output).stream()
        .filter(OutputCopies::isForeign)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isForeign(String text) {
    var start = text.substring(0, Math.min(text.length(), 8)).toLowerCase(Locale.ROOT);
    return (start.startsWith("http://") || start.equals("https://"))
        && !text.startsWith(FileUrl.STORED_BASE + FileUrl.PATH);
  }

  private Uni<Copy> copy(Hold hold, String url, Optional<Neighbour> neighbour) {
    var bounds = new Bounds(config.copyBytes(), config.copyWithin(), neighbour);
    return downloads
        .open(url, bounds)
        .chain(download -> store(hold, download))
        .map(file -> new Copy(url, file));
  }

  private Uni<StoredFile> store(Hold hold, Download download) {
    var type = type(download);
    if (type.equals("text/html")) {
      download.bytes().subscribe().with(bytes -> {}).cancel();
      return Uni.createFrom().failure(broken("a web page came in its place"));
    }
    var id = UUID.randomUUID();
    var key = OutputStore.key(hold, id);
    var head = new Beginning(RealType.LOOKED_AT);
    var bytes = download.bytes().invoke(head::see);
    return download
        .size()
        .map(size -> blobs.writeExactly(key, type, size, bytes))
        .orElseGet(() -> blobs.write(key, type, bytes, config.copyBytes()))
        .invoke(written -> check(type, written, head))
        .map(
            written ->
                new StoredFile(id, key, FileNames.of(download.name(), type), type, written.size()));
  }

  /** As the server says, or else as the name says. */
  private static String type(Download download) {
    return download
        .contentType()
        .filter(type -> !ContentType.isGeneric(type))
        .orElseGet(() -> FileNames.typeOf(FileNames.decoded(download.name())));
  }

  private static void check(String type, Written written, Beginning head) {
    if (written.size() == 0) {
      throw broken("it is empty");
    }
    RealType.contradiction(type, head.bytes())
        .ifPresent(
            real -> {
              throw broken("it is said to be %s and is %s".formatted(type, real));
            });
  }

  private static Throwable unread(Throwable failure) {
    return failure instanceof FaultException known && NOT_READ.contains(known.fault().code())
        ? broken(known.fault().message())
        : failure;
  }

  private static FaultException broken(String reason) {
    return new FaultException(
        FaultCode.PROVIDER_BROKEN,
        "the provider's output file could not be read: %s".formatted(reason));
  }
}
