package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.dialect.AnswerReader;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.Heading;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** TO BE WRITTEN. */
public final class ChatDialect implements Dialect {
  @Override
  public String word() {
    return "openai-chat";
  }

  @Override
  public void check(ObjectNode body) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Long> maxTokens(ObjectNode body) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Conversation read(ObjectNode body) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ObjectNode write(Conversation conversation, String model) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String fieldOf(Feature feature) {
    throw new UnsupportedOperationException();
  }

  @Override
  public AnswerReader answerReader(Supplier<Duration> elapsed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public AnswerWriter answerWriter(Heading heading) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ObjectNode error(Failure failure) {
    throw new UnsupportedOperationException();
  }
}
