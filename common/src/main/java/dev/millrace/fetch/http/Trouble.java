package dev.millrace.fetch.http;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What can go wrong with a download, in words for whoever named the URL. None quotes it. */
final class Trouble {
  private Trouble() {}

  static FaultException forbidden(String reason) {
    return new FaultException(
        FaultCode.URL_FORBIDDEN, "the URL must not be read: %s".formatted(reason));
  }

  static FaultException unreachable(String reason) {
    return new FaultException(
        FaultCode.URL_UNREACHABLE, "the URL cannot be read: %s".formatted(reason));
  }

  static FaultException late(Duration within) {
    return unreachable("its file did not come whole within %d s".formatted(within.toSeconds()));
  }

  static FaultException silent(Duration within) {
    return unreachable("its server sent nothing for %d s".formatted(within.toSeconds()));
  }

  static FaultException tooLarge(long atMost) {
    return new FaultException(
        FaultCode.FILE_TOO_LARGE,
        "the file that the URL names is larger than the %d bytes that may be read"
            .formatted(atMost));
  }

  /** The connection made nothing of it. */
  static FaultException of(Throwable failure) {
    return switch (failure) {
      case FaultException known -> known;
      case ConnectionPoolTooBusyException full ->
          unreachable("too many files are being read from its host just now; try it again");
      case TimeoutException slow -> unreachable("its server cannot be connected to in time");
      case UnknownHostException unknown -> unreachable("its server cannot be connected to");
      case ConnectException refused -> unreachable("its server cannot be connected to");
      case SSLException tls -> unreachable("no secure connection can be made to its server");
      default -> unreachable("the connection to its server broke");
    };
  }
}
