package dev.millrace.provider.local;

import io.vertx.core.Vertx;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers which timers were set and which cancelled, before a real Vert.x. */
final class RecordingTimers {
  private final List<Object> set = new CopyOnWriteArrayList<>();
  private final List<Object> cancelled = new CopyOnWriteArrayList<>();

  Vertx over(Vertx real) {
    return (Vertx)
        Proxy.newProxyInstance(
            Vertx.class.getClassLoader(),
            new Class<?>[] {Vertx.class},
            (proxy, method, arguments) -> noted(real, method, arguments));
  }

  List<Object> set() {
    return set;
  }

  List<Object> cancelled() {
    return cancelled;
  }

  private Object noted(Vertx real, Method method, Object[] arguments) throws Throwable {
    try {
      var result = method.invoke(real, arguments);
      if (method.getName().equals("setTimer")) {
        set.add(result);
      } else if (method.getName().equals("cancelTimer")) {
        cancelled.add(arguments[0]);
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
