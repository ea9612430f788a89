package dev.millrace.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobStore;
import dev.millrace.blob.FileUrl;
import dev.millrace.file.StoredFile;
import dev.millrace.request.Output;
import dev.millrace.request.ProducedFile;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Stores the files of an output and puts their URLs where the provider left placeholders. */
@ApplicationScoped
public class OutputStore {
  private final BlobStore blobs;

  public OutputStore(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * An output whose files are stored.
   *
   * @param value the output with {@link FileUrl}s in it
   */
  public record Stored(JsonNode value, List<StoredFile> files) {}

  /** Fails when the blob store does not take the bytes. */
  public Uni<Stored> store(AccountId account, RequestId request, Output output) {
    if (output.files().isEmpty()) {
      return Uni.createFrom().item(new Stored(output.value(), List.of()));
    }
    var puts = new ArrayList<Uni<Void>>();
    var stored = new ArrayList<StoredFile>();
    var urls = new HashMap<String, String>();
    for (var produced : output.files()) {
      var file = fileOf(account, request, produced);
      puts.add(blobs.put(file.key(), file.contentType(), produced.bytes()));
      stored.add(file);
      urls.put(produced.placeholder(), FileUrl.stored(file.id(), file.name()));
    }
    return Uni.join()
        .all(puts)
        .andFailFast()
        .map(ignored -> new Stored(withUrls(output.value(), urls), stored));
  }

  /** Keys hold ids only. An attempt that is superseded leaves an object that no row names. */
  private static StoredFile fileOf(AccountId account, RequestId request, ProducedFile produced) {
    var id = UUID.randomUUID();
    var key = "outputs/%s/%s/%s".formatted(account, request, id);
    return new StoredFile(
        id, key, produced.name(), produced.contentType(), produced.bytes().length);
  }

  private static JsonNode withUrls(JsonNode value, Map<String, String> urls) {
    return switch (value) {
      case TextNode text when urls.containsKey(text.textValue()) ->
          TextNode.valueOf(urls.get(text.textValue()));
      case ObjectNode object -> withUrls(object, urls);
      case ArrayNode array -> withUrls(array, urls);
      default -> value;
    };
  }

  private static ObjectNode withUrls(ObjectNode object, Map<String, String> urls) {
    var copy = object.objectNode();
    object
        .properties()
        .forEach(field -> copy.set(field.getKey(), withUrls(field.getValue(), urls)));
    return copy;
  }

  private static ArrayNode withUrls(ArrayNode array, Map<String, String> urls) {
    var copy = array.arrayNode(array.size());
    array.forEach(element -> copy.add(withUrls(element, urls)));
    return copy;
  }
}
