package dev.millrace.provider.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Stopwatch;
import dev.millrace.provider.Workbench;
import dev.millrace.request.DataUrl;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.request.ProducedFile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Gives the picture at {@code image_url} back as its negative. It takes bytes only, as a {@code
 * data:} URI: a route to it has {@code files: data}, so that whatever the caller names comes as
 * one.
 */
@Singleton
public final class InvertModel implements LocalModel {
  private static final String PLACEHOLDER = "produced:0";

  private final Workbench workbench;

  public InvertModel(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public String name() {
    return "invert";
  }

  @Override
  public Uni<Outcome> run(Call call) {
    return workbench
        .run(() -> inverted(call))
        .onFailure(FaultException.class)
        .recoverWithItem(refused -> failed(((FaultException) refused).fault()))
        // A bare machine may lack the libraries that decode pictures.
        .onFailure(LinkageError.class)
        .recoverWithItem(
            lacking ->
                failed(
                    Fault.of(
                        FaultCode.PROVIDER_REFUSED_US,
                        "this machine lacks the libraries that pictures are read with")));
  }

  private static Outcome failed(Fault fault) {
    return new Outcome.Failed(fault);
  }

  private static Outcome inverted(Call call) {
    var watch = Stopwatch.started();
    var url = call.input().path("image_url");
    if (!DataUrl.is(url)) {
      throw new FaultException(
          FaultCode.PROVIDER_REJECTED, "/image_url must be a data: URI in base64 here");
    }
    var canvas = SentPicture.read(DataUrl.bytes(url));
    invert(canvas);
    return new Outcome.Succeeded(output(canvas), Usage.ofOutputs(1, watch.elapsed()));
  }

  private static void invert(Canvas canvas) {
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < canvas.width(); x++) {
        canvas.set(x, y, canvas.at(x, y) ^ Colour.WHITE);
      }
    }
  }

  private static Output output(Canvas canvas) {
    var value = JsonNodeFactory.instance.objectNode();
    value
        .putArray("images")
        .addObject()
        .put("url", PLACEHOLDER)
        .put("width", canvas.width())
        .put("height", canvas.height())
        .put("content_type", Png.CONTENT_TYPE);
    return new Output(
        value,
        List.of(new ProducedFile(PLACEHOLDER, "negative.png", Png.CONTENT_TYPE, Png.of(canvas))));
  }
}
