package dev.millrace.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.FaultException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every BlobStore promises. */
public abstract class BlobStoreContract {
  protected static final Duration SOON = Duration.ofSeconds(20);

  protected final String key = "test/" + UUID.randomUUID();

  protected abstract BlobStore store();

  @Test
  void whatIsPutIsThereWithItsTypeAndSize() {
    put(key, "hello");

    var facts = store().head(key).await().atMost(SOON).orElseThrow();

    assertThat(facts.size()).isEqualTo(5);
    assertThat(facts.contentType()).isEqualTo("text/plain");
    assertThat(store().bytes(key, 5).await().atMost(SOON).orElseThrow())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("hello");
  }

  @Test
  void aSecondPutReplacesTheFirst() {
    put(key, "hello");

    put(key, "hello again");

    assertThat(store().bytes(key, 100).await().atMost(SOON).orElseThrow())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("hello again");
  }

  @Test
  void moreBytesThanWantedAreNotRead() {
    put(key, "hello");

    assertThatThrownBy(() -> store().bytes(key, 4).await().atMost(SOON))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("FILE_TOO_LARGE");
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(store().head(key).await().atMost(SOON)).isEmpty();
    assertThat(store().bytes(key, 100).await().atMost(SOON)).isEmpty();
  }

  @Test
  void aDeletedObjectIsGoneAndMayBeDeletedAgain() {
    put(key, "hello");

    store().delete(key).await().atMost(SOON);
    store().delete(key).await().atMost(SOON);

    assertThat(store().head(key).await().atMost(SOON)).isEmpty();
  }

  @Test
  void theStoreIsReached() {
    store().reach().await().atMost(SOON);
  }

  protected void put(String under, String text) {
    store().put(under, "text/plain", text.getBytes(StandardCharsets.UTF_8)).await().atMost(SOON);
  }
}
