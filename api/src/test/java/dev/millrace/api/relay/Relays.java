package dev.millrace.api.relay;

import static io.restassured.RestAssured.given;

import dev.millrace.account.AccountId;
import dev.millrace.account.Plans;
import dev.millrace.api.files.UploadLinks;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.testing.Callers;
import dev.millrace.blob.BlobWalk;
import dev.millrace.file.Intake;
import dev.millrace.file.Upload;
import dev.millrace.file.Uploads;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Uploads for tests of how their bytes come, begun behind the api's back. */
@ApplicationScoped
public class Relays {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final PublicUrl BASE = new PublicUrl("http://localhost");

  private final Intake intake;
  private final Plans plans;
  private final Uploads uploads;
  private final UploadLinks links;
  private final BlobWalk walk;

  Relays(Intake intake, Plans plans, Uploads uploads, UploadLinks links, BlobWalk walk) {
    this.intake = intake;
    this.plans = plans;
    this.uploads = uploads;
    this.links = links;
    this.walk = walk;
  }

  /** What a test says of a file to come. */
  record Asked(String name, String type, Long size, String sha256, long atMost) {
    static Asked of(String type) {
      return new Asked("a file.bin", type, null, null, Long.MAX_VALUE);
    }

    Asked size(long bytes) {
      return new Asked(name, type, bytes, sha256, atMost);
    }

    Asked sha256(String sum) {
      return new Asked(name, type, size, sum, atMost);
    }

    Asked atMost(long bytes) {
      return new Asked(name, type, size, sha256, bytes);
    }
  }

  Upload begun(Callers.Caller caller, Upload.Way way, Asked asked) {
    return kept(draft(caller, way, asked));
  }

  Upload draft(Callers.Caller caller, Upload.Way way, Asked asked) {
    return intake.checked(
        AccountId.of(caller.account()),
        plans.named("free"),
        way,
        new Intake.Asked(
            asked.name(), asked.type(), asked.size(), asked.sha256(), false, Optional.empty()),
        asked.atMost());
  }

  Upload kept(Upload upload) {
    return got(intake.keep(upload, plans.named("free")));
  }

  void dropped(Upload upload) {
    got(uploads.drop(upload.id(), Instant.now()));
  }

  boolean isUnderWay(Upload upload) {
    return got(uploads.find(upload.id())).isPresent();
  }

  /** Path and query of where it is PUT. */
  String relay(Upload upload) {
    return pathOf(got(links.relay(upload, BASE)));
  }

  /** Path and query of one of its parts, or of {@code complete}. */
  String part(Upload upload, String last) {
    var url = URI.create(got(links.parts(upload, BASE)));
    return url.getRawPath() + "/" + last + "?" + url.getRawQuery();
  }

  /** Path and query of where it is PUT, with a token that expired in this moment. */
  String relayTooLate(Upload upload) {
    var over =
        new Upload(
            upload.id(),
            upload.account(),
            upload.way(),
            upload.key(),
            upload.declared(),
            upload.multipartId(),
            upload.createdAt(),
            Instant.now());
    return relay(over);
  }

  /** Keys of what lies in the store for an account. */
  List<String> stored(Callers.Caller caller) {
    return got(walk.next("uploads/" + caller.account() + "/", "", 100)).stream()
        .map(BlobWalk.Seen::key)
        .toList();
  }

  /** A file's bytes, by its URL, for its owner. */
  static Response read(Callers.Caller caller, String fileUrl) {
    var signed =
        given()
            .header("Authorization", "Key " + caller.key())
            .redirects()
            .follow(false)
            .get(pathOf(fileUrl))
            .then()
            .statusCode(307)
            .extract()
            .header("Location");
    return given().urlEncodingEnabled(false).get(signed);
  }

  static String pathOf(String url) {
    var uri = URI.create(url);
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  private static <T> T got(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
