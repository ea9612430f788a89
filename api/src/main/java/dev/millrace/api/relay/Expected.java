package dev.millrace.api.relay;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.ContentType;
import dev.millrace.file.RealType;
import dev.millrace.file.Upload;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What bytes are to be. They are checked on their way, so that the store never keeps what is not
 * what was declared.
 *
 * @param contentType what the bytes are said to be
 * @param size in bytes, where it was said
 * @param sha256 64 lower-case hexadecimal digits, where they were said
 * @param largest more bytes than these are refused
 */
record Expected(String contentType, Optional<Long> size, Optional<String> sha256, long largest) {

  static Expected of(Upload.Declared declared) {
    return new Expected(
        declared.contentType(), declared.size(), declared.sha256(), declared.largest());
  }

  /** Of bytes of which nothing but their number matters. */
  static Expected atMost(long largest) {
    return new Expected(ContentType.UNKNOWN, Optional.empty(), Optional.empty(), largest);
  }

  /** Holds a checksum that was said late against the one that was found. */
  static void checkSum(Optional<String> said, Optional<String> found) {
    if (said.isPresent() && found.isPresent() && !said.get().equalsIgnoreCase(found.get())) {
      throw mismatch("SHA-256 %s was declared and %s came", said.get(), found.get());
    }
  }

  /** Refuses by what the sender announces, before a byte is taken. */
  void checkAnnounced(long announced) {
    if (announced == 0) {
      throw empty();
    }
    if (announced > largest) {
      throw tooLarge();
    }
    checkSize(announced);
  }

  /**
   * The same bytes; fails instead of ending when they are not what was expected: with
   * UPLOAD_INVALID when there are none, FILE_TOO_LARGE or FILE_MISMATCH.
   */
  Multi<ByteBuffer> checked(Multi<ByteBuffer> bytes) {
    return Multi.createFrom()
        .deferred(
            () -> {
              var check = new Check();
              return bytes.onItem().invoke(check::next).onCompletion().call(check::end);
            });
  }

  private void checkSize(long actual) {
    if (size.isPresent() && size.get() != actual) {
      throw mismatch("%d bytes were declared and %d came", size.get(), actual);
    }
  }

  private FaultException tooLarge() {
    return new FaultException(
        FaultCode.FILE_TOO_LARGE,
        "a file may have %d bytes at most here; nothing was kept".formatted(largest));
  }

  private static FaultException empty() {
    return new FaultException(
        FaultCode.UPLOAD_INVALID, "the body is empty; send the bytes of the file");
  }

  private static FaultException mismatch(String what, Object... values) {
    return new FaultException(
        FaultCode.FILE_MISMATCH, what.formatted(values) + "; nothing was kept");
  }

  private final class Check {
    private final Optional<MessageDigest> digest = sha256.map(ignored -> newDigest());
    private byte[] first = new byte[0];
    private long seen;

    void next(ByteBuffer piece) {
      seen += piece.remaining();
      if (seen > largest) {
        throw tooLarge();
      }
      if (size.isPresent() && seen > size.get()) {
        throw mismatch("%d bytes were declared and more came", size.get());
      }
      digest.ifPresent(sum -> sum.update(piece.duplicate()));
      keepFirst(piece);
    }

    private void keepFirst(ByteBuffer piece) {
      int wanted = Math.min(RealType.LOOKED_AT - first.length, piece.remaining());
      if (wanted > 0) {
        int known = first.length;
        first = Arrays.copyOf(first, known + wanted);
        piece.get(piece.position(), first, known, wanted);
      }
    }

    /** The look at what the bytes are takes its time, so it is not taken on the event loop. */
    Uni<?> end() {
      if (seen == 0) {
        throw empty();
      }
      checkSize(seen);
      digest.ifPresent(
          sum -> checkSum(sha256, Optional.of(HexFormat.of().formatHex(sum.digest()))));
      return Uni.createFrom()
          .item(() -> RealType.contradiction(contentType, first))
          .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
          .invoke(
              real ->
                  real.ifPresent(
                      type -> {
                        throw mismatch("%s was declared and %s came", contentType, type);
                      }));
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
