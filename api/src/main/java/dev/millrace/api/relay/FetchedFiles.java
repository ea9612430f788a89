package dev.millrace.api.relay;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.files.FileReply;
import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.relay.Reception.Call;
import dev.millrace.fault.FaultException;
import dev.millrace.fetch.Downloads;
import dev.millrace.fetch.Downloads.Bounds;
import dev.millrace.fetch.Downloads.Download;
import dev.millrace.file.ContentType;
import dev.millrace.file.ShelvedFile.Source;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Files that the platform reads from where a caller says that they lie. */
@ApplicationScoped
public class FetchedFiles {
  private static final int LARGEST_BODY = 64 * 1024;

  private final SmallFiles small;
  private final Downloads downloads;
  private final ObjectMapper json;
  private final IncomingConfig config;

  FetchedFiles(SmallFiles small, Downloads downloads, ObjectMapper json, IncomingConfig config) {
    this.small = small;
    this.downloads = downloads;
    this.json = json;
    this.config = config;
  }

  /** What is asked for. */
  record Wanted(
      String url,
      String name,
      @com.fasterxml.jackson.annotation.JsonProperty("public") boolean isPublic,
      String sha256) {
    FileTerms terms() {
      return new FileTerms(
          Optional.ofNullable(name).filter(text -> !text.isEmpty()),
          isPublic,
          Optional.ofNullable(sha256));
    }
  }

  Uni<FileReply> take(Caller caller, Call call) {
    return wanted(call)
        .chain(
            wanted -> {
              long largest =
                  Math.min(config.maxFetched().asLongValue(), small.plan(caller).largestUpload());
              return downloads
                  .open(wanted.url(), new Bounds(largest, config.fetchWithin()))
                  .chain(download -> store(caller, call, wanted, download, largest));
            });
  }

  private Uni<FileReply> store(
      Caller caller, Call call, Wanted wanted, Download download, long largest) {
    var said =
        new SmallFiles.Said(
            Optional.of(download.name()), type(download), Optional.empty(), wanted.terms());
    var draft = small.draft(caller, call, said, largest);
    var cargo = new Cargo(Expected.of(draft.declared()), Optional.empty(), download.bytes());
    return small
        .store(draft, cargo)
        .chain(
            stored -> {
              var upload = small.draft(caller, call, said.withSize(stored.found().size()), largest);
              return small.keep(caller, call, upload, stored, Source.EXTERNAL);
            });
  }

  /** What another server says of its type is not the caller's mistake. */
  private static String type(Download download) {
    try {
      return ContentType.checked(download.contentType().orElse(null));
    } catch (FaultException odd) {
      return ContentType.UNKNOWN;
    }
  }

  private Uni<Wanted> wanted(Call call) {
    var bound = Expected.atMost(LARGEST_BODY);
    call.body().length().ifPresent(bound::checkAnnounced);
    return bound
        .checked(call.bytes())
        .collect()
        .in(ByteArrayOutputStream::new, FetchedFiles::add)
        .map(ByteArrayOutputStream::toByteArray)
        .map(this::read);
  }

  private static void add(ByteArrayOutputStream all, ByteBuffer piece) {
    var bytes = new byte[piece.remaining()];
    piece.get(bytes);
    all.writeBytes(bytes);
  }

  private Wanted read(byte[] body) {
    try {
      var wanted = Bodies.required(json.readValue(body, Wanted.class));
      if (wanted.url() == null || wanted.url().isBlank()) {
        throw Refusal.ofParameter("url", "is missing; it names what is to be read");
      }
      return wanted;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
