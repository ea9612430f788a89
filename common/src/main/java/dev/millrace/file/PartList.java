package dev.millrace.file;

import dev.millrace.blob.BlobUploads.Part;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Upload.Declared;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds the parts that a caller names against those that are there, before they become an object.
 */
final class PartList {
  /** S3's own bound. */
  static final int MOST = 10_000;

  /** S3's own bound, for every part but the last. */
  static final long SMALLEST = 5L << 20;

  private PartList() {}

  /** Fails with UPLOAD_INVALID unless it is a number that a part may have. */
  static int number(int number) {
    if (number < 1 || number > MOST) {
      throw invalid("partNumber must be from 1 to %d; it is %d".formatted(MOST, number));
    }
    return number;
  }

  /**
   * The parts, as they are there. Fails with UPLOAD_INVALID, naming the part that is wrong; with
   * FILE_TOO_LARGE or FILE_MISMATCH when they have more bytes together than may be, or others than
   * were declared. Nothing is lost then: a part can be uploaded again.
   */
  static List<Part> checked(List<Part> named, List<Part> there, Declared declared) {
    checkOrder(named);
    var byNumber = there.stream().collect(Collectors.toMap(Part::number, Function.identity()));
    var parts = named.stream().map(part -> found(part, byNumber)).toList();
    checkSizes(parts, declared);
    return parts;
  }

  private static void checkOrder(List<Part> named) {
    if (named.isEmpty()) {
      throw invalid(
          "parts is empty; name each part with its partNumber and the etag that its upload"
              + " answered");
    }
    int last = 0;
    for (var part : named) {
      int number = number(part.number());
      if (number == last) {
        throw invalid("part %d is named twice; name each part once".formatted(number));
      }
      if (number < last) {
        throw invalid(
            "part %d is named after part %d; name them in the order of their numbers"
                .formatted(number, last));
      }
      last = number;
    }
  }

  private static Part found(Part named, Map<Integer, Part> there) {
    var found = there.get(named.number());
    if (found == null) {
      throw invalid(
          "part %d was not uploaded; upload it, and complete again".formatted(named.number()));
    }
    if (!found.etag().equals(named.etag())) {
      throw invalid(
          "part %d is there with another etag than was named; GET /storage/upload/parts lists them, or upload it again"
              .formatted(named.number()));
    }
    return found;
  }

  private static void checkSizes(List<Part> parts, Declared declared) {
    for (var part : parts.subList(0, parts.size() - 1)) {
      if (part.size() < SMALLEST) {
        throw invalid(
            "part %d has %d bytes; every part but the last needs %d at least"
                .formatted(part.number(), part.size(), SMALLEST));
      }
    }
    long bytes = parts.stream().mapToLong(Part::size).sum();
    if (bytes > declared.largest()) {
      throw new FaultException(
          FaultCode.FILE_TOO_LARGE,
          "the parts of %s have %d bytes together; it may have %d at most, abort the upload"
              .formatted(declared.name(), bytes, declared.largest()));
    }
    if (declared.size().isPresent() && declared.size().get() != bytes) {
      throw new FaultException(
          FaultCode.FILE_MISMATCH,
          "the size of %s was declared as %d bytes and its parts have %d; name all parts, or upload the one that is wrong again"
              .formatted(declared.name(), declared.size().get(), bytes));
    }
  }

  private static FaultException invalid(String message) {
    return new FaultException(FaultCode.UPLOAD_INVALID, message);
  }
}
