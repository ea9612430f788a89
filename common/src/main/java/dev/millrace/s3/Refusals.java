package dev.millrace.s3;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3 says of the parts that a caller brings or names, in our words. */
final class Refusals {
  private static final String OVER =
      "this upload was completed or given up before; begin a new one";
  private static final String NOT_THERE =
      "the parts make no file: one is missing or has another ETag; list the parts and name each by"
          + " its number and ETag";

  private static final Map<String, String> SAID =
      Map.of(
          "NoSuchUpload", OVER,
          "EntityTooSmall", "a part other than the last has less than 5 MiB; upload it larger",
          "EntityTooLarge", "the parts together have more bytes than one object may have",
          "InvalidPart", NOT_THERE,
          "InvalidPartOrder", NOT_THERE,
          "MalformedXML", NOT_THERE,
          "InvalidArgument", NOT_THERE,
          "InvalidRequest", NOT_THERE);

  private Refusals() {}

  /** The same failure when it is none of the caller's. */
  static Throwable ofParts(Throwable failure) {
    var code =
        failure instanceof S3Exception refused && refused.awsErrorDetails() != null
            ? refused.awsErrorDetails().errorCode()
            : "";
    var said = failure instanceof NoSuchUploadException ? OVER : SAID.get(code);
    return said == null
        ? failure
        : new FaultException(Fault.of(FaultCode.UPLOAD_INVALID, said), failure);
  }
}
