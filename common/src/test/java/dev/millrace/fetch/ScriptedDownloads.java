package dev.millrace.fetch;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** URLs that name what a test says, and nothing else. */
public final class ScriptedDownloads implements Downloads {
  private final Map<String, Download> known = new ConcurrentHashMap<>();
  private final List<String> opened = new ArrayList<>();

  public ScriptedDownloads set(String url, String contentType, byte[] bytes) {
    known.put(
        url,
        new Download(
            Optional.of(contentType).filter(type -> !type.isEmpty()),
            url.substring(url.lastIndexOf('/') + 1),
            Optional.of((long) bytes.length),
            Multi.createFrom().item(ByteBuffer.wrap(bytes))));
    return this;
  }

  public synchronized List<String> opened() {
    return List.copyOf(opened);
  }

  @Override
  public synchronized Uni<Download> open(String url, Bounds bounds) {
    opened.add(url);
    var found = known.get(url);
    if (found == null) {
      return Uni.createFrom()
          .failure(
              new FaultException(
                  FaultCode.URL_UNREACHABLE,
                  "the URL cannot be read: its server answers with status 404"));
    }
    return Uni.createFrom().item(found);
  }
}
