package dev.millrace.api.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.live.LiveStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A streamed answer that is under way, as its caller sees it. */
@Schema(name = "LiveStream")
record StreamView(
    @Schema(description = "The request's id") String id,
    String model,
    @Schema(
            description =
                "Its protocol: openai-chat, openai-responses, anthropic, gemini, model-proxy or run")
        String face,
    @Schema(description = "The API key whose call it answers") String keyId,
    String startedAt) {

  static StreamView of(LiveStream stream) {
    return new StreamView(
        stream.request().toString(),
        stream.model().toString(),
        stream.face(),
        stream.key().toString(),
        stream.startedAt().toString());
  }

  /** All of a caller's, oldest first. */
  @Schema(name = "LiveStreams")
  record Page(List<StreamView> data) {
    static Page of(List<LiveStream> streams) {
      return new Page(streams.stream().map(StreamView::of).toList());
    }
  }

  /** How many were told to stop, in routing.run's word. */
  @Schema(name = "KilledStreams")
  record Killed(@JsonProperty("killed_streams") int killedStreams) {}
}
