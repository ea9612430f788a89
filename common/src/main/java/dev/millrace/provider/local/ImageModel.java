package dev.millrace.provider.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Stopwatch;
import dev.millrace.provider.Workbench;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.request.ProducedFile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Draws {@code prompt} into PNGs, one after the other, so that a cancel spares those to come. */
@Singleton
public final class ImageModel implements LocalModel {
  private final Workbench workbench;

  public ImageModel(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public String name() {
    return "image";
  }

  @Override
  public Uni<Outcome> run(Call call) {
    var watch = Stopwatch.started();
    var prompt = ImagePrompt.of(call.input(), call.request());
    return Multi.createFrom()
        .range(0, prompt.outputs())
        .onItem()
        .transformToUniAndConcatenate(i -> workbench.run(() -> drawn(prompt, i)))
        .collect()
        .asList()
        .map(
            files ->
                new Outcome.Succeeded(
                    new Output(value(prompt, files), files),
                    Usage.ofOutputs(files.size(), watch.elapsed())));
  }

  private static ProducedFile drawn(ImagePrompt prompt, int index) {
    return new ProducedFile(
        "produced:" + index, "image-%d.png".formatted(index), Png.CONTENT_TYPE, prompt.draw(index));
  }

  private static JsonNode value(ImagePrompt prompt, List<ProducedFile> files) {
    var value = JsonNodeFactory.instance.objectNode();
    var images = value.putArray("images");
    for (var file : files) {
      images
          .addObject()
          .put("url", file.placeholder())
          .put("width", prompt.width())
          .put("height", prompt.height())
          .put("content_type", file.contentType());
    }
    return value;
  }
}
