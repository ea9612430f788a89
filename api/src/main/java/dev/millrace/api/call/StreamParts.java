package dev.millrace.api.call;

import dev.millrace.output.OutputDesk;
import dev.millrace.output.StreamMeter;
import dev.millrace.provider.Pause;
import dev.millrace.route.RouteRunner;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What streamed calls work with. */
@Singleton // its fields are read, which no proxy would have
class StreamParts {
  final RouteRunner routes;
  final PlainCalls plain;
  final StreamBill bill;
  final Endings endings;
  final Pause pause;
  final CallPlaces places;

  @Inject
  StreamParts(
      RouteRunner routes,
      PlainCalls plain,
      OutputDesk outputs,
      StreamMeter meter,
      Endings endings,
      Pause pause,
      CallPlaces places) {
    this.routes = routes;
    this.plain = plain;
    this.endings = endings;
    this.bill = new StreamBill(outputs, meter, endings);
    this.pause = pause;
    this.places = places;
  }
}
