package dev.millrace.provider.http;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.NoRoomException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;

/** Names the reason why no whole reply came. */
final class Unreached {
  private Unreached() {}

  /** What the pipeline fails with; a failure that is no trouble of the network stays as it is. */
  static Throwable because(Throwable failure, String host) {
    return switch (failure) {
      case ConnectionPoolTooBusyException full -> noRoom(host);
      case TimeoutException waited -> noRoom(host);
      case ConnectException refused -> unreachable("no connection to %s could be made", host);
      case java.net.UnknownHostException unknown ->
          unreachable("the name %s could not be found", host);
      case javax.net.ssl.SSLException tls ->
          unreachable("no secure connection to %s could be made", host);
      case IOException broke -> unreachable("the connection to %s broke", host);
      case VertxException broke -> unreachable("the connection to %s broke", host);
      default -> failure;
    };
  }

  /** All connections to this upstream are taken, and more calls wait than we let wait. */
  private static NoRoomException noRoom(String host) {
    return new NoRoomException("no free connection to " + host);
  }

  private static FaultException unreachable(String what, String host) {
    return new FaultException(
        FaultCode.PROVIDER_UNREACHABLE,
        "The provider was not reached: " + what.formatted(host) + ".");
  }
}
