package dev.millrace.file;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Types of files as callers name them. */
public final class ContentType {
  /** Of what is bytes and nothing more is said. */
  public static final String UNKNOWN = "application/octet-stream";

  private static final int LONGEST = 255;
  private static final String TOKEN = "[A-Za-z0-9!#$&^_.+-]{1,127}";
  private static final Pattern TYPE =
      Pattern.compile(TOKEN + "/" + TOKEN + "( *; *" + TOKEN + "=(" + TOKEN + "|\"[ !#-~]*\"))*");

  private ContentType() {}

  /**
   * A type that may become a header. Fails with MALFORMED when it is none.
   *
   * @param given null or blank: {@link #UNKNOWN}
   */
  public static String checked(String given) {
    if (given == null || given.isBlank()) {
      return UNKNOWN;
    }
    if (given.length() > LONGEST || !TYPE.matcher(given.strip()).matches()) {
      throw new FaultException(
          FaultCode.MALFORMED,
          "content_type must be a media type of at most %d characters, such as image/png"
              .formatted(LONGEST));
    }
    return given.strip();
  }

  /** Without parameters, in small letters. */
  public static String essence(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** Whether it says nothing about the bytes. */
  public static boolean isGeneric(String type) {
    var essence = essence(type);
    return essence.isEmpty()
        || essence.equals(UNKNOWN)
        || essence.equals("binary/octet-stream")
        || essence.equals("application/unknown");
  }
}
