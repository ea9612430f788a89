package dev.millrace.api.relay;

import dev.millrace.api.files.UploadTokens.Grant;
import dev.millrace.api.files.UploadTokens.Use;
import dev.millrace.api.relay.Reception.Call;
import dev.millrace.api.relay.Reception.Reply;
import dev.millrace.blob.BlobStreams;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Upload;
import dev.millrace.file.Uploads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes parts of a multipart upload from whoever has its token, for clients that read a part's ETag
 * from a JSON body, as no S3 answers it.
 */
@ApplicationScoped
public class PartDesk {
  private static final int MOST_PARTS = 10_000;
  private static final long LARGEST_PART = 5L << 30;

  private final TokenHolders holders;
  private final Uploads uploads;
  private final Places places;
  private final BlobStreams streams;

  PartDesk(TokenHolders holders, Uploads uploads, Places places, BlobStreams streams) {
    this.holders = holders;
    this.uploads = uploads;
    this.places = places;
    this.streams = streams;
  }

  /** What is answered when a part is there. */
  record PartReply(int partNumber, String etag) {}

  Uni<Reply> take(Call call, String id, String number) {
    int part = number(number);
    return grant(call, id)
        .chain(grant -> uploads.find(grant.account(), grant.upload()))
        .map(upload -> upload.orElseThrow(Landing::gone))
        .chain(upload -> write(call, upload, part))
        .map(written -> new Reply(200, new PartReply(part, written.etag())));
  }

  private Uni<Grant> grant(Call call, String id) {
    return holders.grant(call.request(), Use.PARTS).invoke(grant -> checkNames(grant, id));
  }

  private Uni<BlobStreams.WrittenPart> write(Call call, Upload upload, int part) {
    var multipart = upload.multipartId().orElseThrow(Landing::gone);
    var body = call.body();
    body.checkNotEncoded();
    long size = body.length().orElseThrow(PartDesk::unknownLength);
    var expected = expected(upload);
    expected.checkAnnounced(size);
    return places.in(
        upload.account(),
        () -> streams.writePart(upload.key(), multipart, part, size, call.bytes()));
  }

  /** What a part is, is known of none of them; of the whole it is checked at the end. */
  private static Expected expected(Upload upload) {
    var declared = upload.declared();
    long largest = Math.min(LARGEST_PART, declared.size().orElse(declared.largest()));
    return new Expected(declared.contentType(), Optional.empty(), Optional.empty(), largest);
  }

  /** A token is for one upload, whichever stands in the path. */
  static void checkNames(Grant grant, String id) {
    if (!grant.upload().equals(uuid(id))) {
      throw TokenHolders.invalid();
    }
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Landing.gone();
    }
  }

  private static int number(String text) {
    int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > MOST_PARTS) {
      throw new FaultException(
          FaultCode.MALFORMED,
          "the number of a part is from 1 to %d; it stands at the end of the path"
              .formatted(MOST_PARTS));
    }
    return number;
  }

  private static FaultException unknownLength() {
    return new FaultException(
        FaultCode.MALFORMED, "a part needs Content-Length; send its bytes in one piece");
  }
}
