package dev.millrace.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.blob.BlobStore;
import dev.millrace.blob.FileUrl;
import dev.millrace.context.CallerContext;
import dev.millrace.file.StoredFile;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.request.Output;
import dev.millrace.request.ProducedFile;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores the files of an output and puts their URLs where they were: those that the provider handed
 * over, those that the output carries as {@code data:} URIs, those that it names by URL.
 */
@ApplicationScoped
public class OutputStore {
  private final BlobStore blobs;
  private final OutputCopies copies;
  private final OffLoop offLoop = new OffLoop();

  public OutputStore(BlobStore blobs, OutputCopies copies) {
    this.blobs = blobs;
    this.copies = copies;
  }

  /**
   * An output whose files are stored.
   *
   * @param value the output with {@link FileUrl}s in it
   * @param copied those of its files whose bytes passed by
   */
  public record Stored(JsonNode value, List<StoredFile> files, List<StoredFile> copied) {}

  /** A text in the output, and the file whose URL takes its place. */
  private record Placed(String text, StoredFile file) {}

  /**
   * Fails when the blob store does not take the bytes, and with PROVIDER_BROKEN when a file cannot
   * be read. Answers on the caller's event loop.
   *
   * @param from where it came from; empty for what was handed out already, whose URLs stay
   */
  public Uni<Stored> store(Hold hold, Model model, Optional<Route> from, Output output) {
    var lifted =
        Embedded.isIn(output.value())
            ? offLoop.run(() -> Embedded.lift(output))
            : Uni.createFrom().item(output);
    return CallerContext.home(lifted.chain(whole -> stored(hold, model, from, whole)));
  }

  private Uni<Stored> stored(Hold hold, Model model, Optional<Route> from, Output output) {
    return from.map(route -> copies.copy(hold, model, route, output.value()))
        .orElseGet(() -> Uni.createFrom().item(List.of()))
        .chain(copied -> put(hold, output).map(put -> stored(output, put, copied)));
  }

  private Uni<List<Placed>> put(Hold hold, Output output) {
    if (output.files().isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Uni.join()
        .all(output.files().stream().map(produced -> put(hold, produced)).toList())
        .andFailFast();
  }

  private Uni<Placed> put(Hold hold, ProducedFile produced) {
    var id = UUID.randomUUID();
    var file =
        new StoredFile(
            id, key(hold, id), produced.name(), produced.contentType(), produced.bytes().length);
    return blobs
        .put(file.key(), file.contentType(), produced.bytes())
        .replaceWith(new Placed(produced.placeholder(), file));
  }

  private static Stored stored(Output output, List<Placed> put, List<OutputCopies.Copy> copies) {
    var files = new ArrayList<StoredFile>();
    var urls = new HashMap<String, String>();
    put.forEach(placed -> note(placed.text(), placed.file(), files, urls));
    copies.forEach(copy -> note(copy.url(), copy.file(), files, urls));
    return new Stored(
        urls.isEmpty() ? output.value() : withUrls(output.value(), urls),
        files,
        copies.stream().map(OutputCopies.Copy::file).toList());
  }

  private static void note(
      String text, StoredFile file, List<StoredFile> files, Map<String, String> urls) {
    files.add(file);
    urls.put(text, FileUrl.stored(file.id(), file.name()));
  }

  private static JsonNode withUrls(JsonNode value, Map<String, String> urls) {
    return Texts.replace(
        value,
        text -> {
          var url = urls.get(text.textValue());
          return url == null ? text : TextNode.valueOf(url);
        });
  }

  /** Keys hold ids only. An attempt that is superseded leaves an object that no row names. */
  static String key(Hold hold, UUID id) {
    return "outputs/%s/%s/%s".formatted(hold.account(), hold.request(), id);
  }

  @PreDestroy
  void close() {
    offLoop.close();
  }
}
