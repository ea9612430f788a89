package dev.millrace.s3;

import dev.millrace.blob.BlobUploads;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Uploads to an S3 bucket that pass us by. */
@ApplicationScoped
public class S3Uploads implements BlobUploads {
  private static final int UNFINISHED_PAGE = 1000;

  private final S3Access s3;

  S3Uploads(S3Access s3) {
    this.s3 = s3;
  }

  @Override
  public SignedPut signedPut(String key, Wanted wanted, Duration validFor) {
    var put =
        PutObjectRequest.builder().bucket(s3.bucket()).key(key).contentType(wanted.contentType());
    wanted.size().ifPresent(put::contentLength);
    wanted.sha256().ifPresent(sha256 -> put.checksumSHA256(base64(sha256)));
    var signed =
        s3.presigner()
            .presignPutObject(
                request -> request.signatureDuration(validFor).putObjectRequest(put.build()));
    var headers =
        signed.signedHeaders().entrySet().stream()
            .filter(header -> !header.getKey().equalsIgnoreCase("host"))
            .collect(
                Collectors.toUnmodifiableMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    header -> String.join(",", header.getValue())));
    return new SignedPut(URI.create(signed.url().toString()), headers);
  }

  @Override
  public Uni<String> begin(String key, String contentType) {
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.calls()
                    .createMultipartUpload(
                        create -> create.bucket(s3.bucket()).key(key).contentType(contentType)))
        .map(begun -> begun.uploadId());
  }

  @Override
  public URI signedPart(String key, String multipartId, int number, Duration validFor) {
    var signed =
        s3.presigner()
            .presignUploadPart(
                request ->
                    request
                        .signatureDuration(validFor)
                        .uploadPartRequest(
                            part ->
                                part.bucket(s3.bucket())
                                    .key(key)
                                    .uploadId(multipartId)
                                    .partNumber(number)));
    return URI.create(signed.url().toString());
  }

  @Override
  public Uni<Optional<List<Part>>> parts(String key, String multipartId) {
    return Multi.createFrom()
        .publisher(
            AdaptersToFlow.publisher(
                s3.calls()
                    .listPartsPaginator(
                        list -> list.bucket(s3.bucket()).key(key).uploadId(multipartId))
                    .parts()))
        .map(part -> new Part(part.partNumber(), Etags.bare(part.eTag()), part.size()))
        .collect()
        .asList()
        .chain(parts -> parts.isEmpty() ? noneYet(key, multipartId) : some(parts))
        .onFailure(NoSuchUploadException.class)
        .recoverWithItem(Optional.empty());
  }

  private static Uni<Optional<List<Part>>> some(List<Part> parts) {
    return Uni.createFrom().item(Optional.of(parts));
  }

  /** Some stores list no parts, rather than refuse, where there is no such multipart upload. */
  private Uni<Optional<List<Part>>> noneYet(String key, String multipartId) {
    return open(key)
        .filter(upload -> upload.key().equals(key) && upload.uploadId().equals(multipartId))
        .select()
        .first()
        .collect()
        .first()
        .map(Optional::ofNullable)
        .map(found -> found.map(upload -> List.<Part>of()));
  }

  @Override
  public Uni<Void> complete(String key, String multipartId, List<Part> parts) {
    if (parts.isEmpty()) {
      return Uni.createFrom()
          .failure(
              new FaultException(
                  FaultCode.UPLOAD_INVALID,
                  "no parts are named; name each part by its number and ETag"));
    }
    var inOrder =
        parts.stream()
            .sorted(Comparator.comparingInt(Part::number))
            .map(
                part ->
                    CompletedPart.builder()
                        .partNumber(part.number())
                        .eTag(Etags.quoted(part.etag()))
                        .build())
            .toList();
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.calls()
                    .completeMultipartUpload(
                        complete ->
                            complete
                                .bucket(s3.bucket())
                                .key(key)
                                .uploadId(multipartId)
                                .multipartUpload(upload -> upload.parts(inOrder))))
        .onFailure()
        .transform(Refusals::ofParts)
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> abort(String key, String multipartId) {
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.calls()
                    .abortMultipartUpload(
                        abort -> abort.bucket(s3.bucket()).key(key).uploadId(multipartId)))
        .replaceWithVoid()
        .onFailure(NoSuchUploadException.class)
        .recoverWithNull();
  }

  @Override
  public Uni<List<Unfinished>> unfinished(Instant before) {
    return open("")
        .filter(upload -> upload.initiated() != null && upload.initiated().isBefore(before))
        .select()
        .first(UNFINISHED_PAGE)
        .map(upload -> new Unfinished(upload.key(), upload.uploadId(), upload.initiated()))
        .collect()
        .asList();
  }

  private Multi<MultipartUpload> open(String prefix) {
    return Multi.createFrom()
        .publisher(
            AdaptersToFlow.publisher(
                s3.calls()
                    .listMultipartUploadsPaginator(list -> list.bucket(s3.bucket()).prefix(prefix))
                    .uploads()));
  }

  private static String base64(String hexadecimal) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hexadecimal));
  }
}
