package dev.millrace.money;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What an input may come to; its size is only counted when a price asks for it. */
record InputBounds(Function<Quantity, BigDecimal> quantities, LongSupplier size, Duration runLimit)
    implements Portions.Bounds {
  @Override
  public BigDecimal of(Quantity quantity) {
    return quantities.apply(quantity);
  }

  @Override
  public long bytes() {
    return size.getAsLong();
  }
}
