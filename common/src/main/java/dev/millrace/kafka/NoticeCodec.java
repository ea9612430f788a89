package dev.millrace.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import dev.millrace.notice.Notice;
import dev.millrace.request.RequestId;
import java.io.IOException;
import java.util.Optional;

/**
 * A notice as bytes: a JSON object with its version and its kind. Processes of different ages share
 * the topic, so what is not known is skipped.
 */
final class NoticeCodec {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  private static final String KEY_CHANGED = "key_changed";
  private static final String ACCOUNT_CHANGED = "account_changed";
  private static final String STREAMS_STOPPED = "streams_stopped";

  private NoticeCodec() {}

  static byte[] write(Notice notice) {
    var body = JSON.createObjectNode().put("v", VERSION).put("kind", kind(notice));
    body.put("account", notice.account().toString());
    more(notice, body);
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a notice cannot be written as JSON: " + notice, e);
    }
  }

  private static String kind(Notice notice) {
    return switch (notice) {
      case Notice.KeyChanged changed -> KEY_CHANGED;
      case Notice.AccountChanged changed -> ACCOUNT_CHANGED;
      case Notice.StreamsStopped stopped -> STREAMS_STOPPED;
    };
  }

  private static void more(Notice notice, ObjectNode body) {
    switch (notice) {
      case Notice.KeyChanged changed -> body.put("sha256", changed.sha256());
      case Notice.AccountChanged changed -> {}
      case Notice.StreamsStopped stopped ->
          stopped.request().ifPresent(request -> body.put("request", request.toString()));
    }
  }

  /** Empty when the bytes are no notice, or one of a kind or version that is not known here. */
  static Optional<Notice> read(byte[] value) {
    try {
      var body = JSON.readTree(value);
      return body.path("v").asInt() == VERSION ? notice(body) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Notice> notice(JsonNode body) {
    var account = AccountId.of(body.path("account").asText());
    return switch (body.path("kind").asText()) {
      case KEY_CHANGED -> text(body, "sha256").map(key -> new Notice.KeyChanged(account, key));
      case ACCOUNT_CHANGED -> Optional.of(new Notice.AccountChanged(account));
      case STREAMS_STOPPED -> stopped(account, text(body, "request"));
      default -> Optional.empty();
    };
  }

  /** A request that cannot be read must not be taken for all of them. */
  private static Optional<Notice> stopped(AccountId account, Optional<String> request) {
    var read = request.flatMap(RequestId::parse);
    return read.isPresent() == request.isPresent()
        ? Optional.of(new Notice.StreamsStopped(account, read))
        : Optional.empty();
  }

  private static Optional<String> text(JsonNode body, String field) {
    return Optional.ofNullable(body.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }
}
