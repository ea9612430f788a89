package dev.millrace.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every BlobWalk promises. */
public abstract class BlobWalkContract {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final String prefix = "walk/" + UUID.randomUUID() + "/";

  protected abstract BlobWalk walk();

  protected abstract BlobStore store();

  @Test
  void allObjectsComeOnceInTheOrderOfTheirKeysPageByPage() {
    for (var name : new String[] {"b", "a/2", "c", "a/1", "d"}) {
      put(prefix + name);
    }

    var seen = new ArrayList<String>();
    var after = "";
    while (true) {
      var page = walk().next(prefix, after, 2).await().atMost(SOON);
      if (page.isEmpty()) {
        break;
      }
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      page.forEach(found -> seen.add(found.key().substring(prefix.length())));
      after = page.getLast().key();
    }

    assertThat(seen).containsExactly("a/1", "a/2", "b", "c", "d");
  }

  @Test
  void anObjectSaysWhenItWasWritten() {
    put(prefix + "a");

    var seen = walk().next(prefix, "", 10).await().atMost(SOON).getFirst();

    assertThat(seen.writtenAt())
        .isEqualTo(store().head(prefix + "a").await().atMost(SOON).orElseThrow().writtenAt());
  }

  @Test
  void thereMayBeNothing() {
    assertThat(walk().next(prefix, "", 10).await().atMost(SOON)).isEmpty();
  }

  private void put(String key) {
    store().put(key, "text/plain", new byte[1]).await().atMost(SOON);
  }
}
