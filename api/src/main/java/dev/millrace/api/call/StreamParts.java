package dev.millrace.api.call;

import dev.millrace.output.OutputDesk;
import dev.millrace.provider.Pause;
import dev.millrace.provider.Workbench;
import dev.millrace.route.RouteRunner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What streamed calls work with. */
@ApplicationScoped
class StreamParts {
  final RouteRunner routes;
  final PlainCalls plain;
  final StreamBill bill;
  final Pause pause;
  final CallPlaces places;

  @Inject
  StreamParts(
      RouteRunner routes,
      PlainCalls plain,
      OutputDesk outputs,
      Workbench workbench,
      Endings endings,
      Pause pause,
      CallPlaces places) {
    this.routes = routes;
    this.plain = plain;
    this.bill = new StreamBill(outputs, workbench, endings);
    this.pause = pause;
    this.places = places;
  }
}
