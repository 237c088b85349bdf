package io.lumaris.account;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * A market whose calls are timed, each kind by its name. A histogram of microseconds and no timer:
 * Payara prints a timer's quantiles in nanoseconds and calls them seconds.
 */
final class MeasuredMarket {
  private static final String METRIC = "market_call_microseconds";

  private MeasuredMarket() {}

  /**
   * The same market, measured.
   *
   * @param type the side of it that is called
   */
  static <T> T of(Class<T> type, T market, MetricRegistry metrics) {
    InvocationHandler measured =
        (proxy, method, arguments) -> {
          long began = System.nanoTime();
          try {
            return method.invoke(market, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          } finally {
            metrics
                .histogram(METRIC, new Tag("call", method.getName()))
                .update(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
          }
        };
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, measured));
  }
}
