package dev.millrace.provider.http;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.NoRoomException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;

/**
 * Names the reason why no whole reply came. Not the host: callers read this, and the attempt names
 * its route.
 */
final class Unreached {
  private Unreached() {}

  /** What the pipeline fails with; a failure that is no trouble of the network stays as it is. */
  static Throwable because(Throwable failure) {
    return switch (failure) {
      case ConnectionPoolTooBusyException full -> noRoom();
      case TimeoutException waited -> noRoom();
      case ConnectException refused -> unreachable("no connection could be made");
      case java.net.UnknownHostException unknown -> unreachable("its name could not be found");
      case javax.net.ssl.SSLException tls -> unreachable("no secure connection could be made");
      case IOException broke -> unreachable("the connection broke");
      case VertxException broke -> unreachable("the connection broke");
      default -> failure;
    };
  }

  /** All connections to this upstream are taken, and more calls wait than we let wait. */
  private static NoRoomException noRoom() {
    return new NoRoomException("no free connection to the provider");
  }

  private static FaultException unreachable(String what) {
    return new FaultException(
        FaultCode.PROVIDER_UNREACHABLE, "The provider was not reached: " + what + ".");
  }
}
