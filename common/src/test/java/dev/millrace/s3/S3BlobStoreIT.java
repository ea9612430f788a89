package dev.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.blob.BlobStore;
import dev.millrace.blob.BlobStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the blob store promises, by a real S3. */
class S3BlobStoreIT extends BlobStoreContract {
  @Override
  protected BlobStore store() {
    return S3ForTests.store();
  }

  @Test
  void aSignedUrlReadsWithTheTypeAndTheNameThatItWasSignedFor() throws Exception {
    put(key, "<p>hello");
    var url =
        store()
            .signedGet(
                key,
                new BlobStore.Shown("a\r\n\"b\" ü.html", "application/octet-stream", false),
                Duration.ofMinutes(1));

    var answer = Wire.get(url);

    assertThat(answer.body()).isEqualTo("<p>hello");
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/octet-stream");
    assertThat(answer.headers().firstValue("content-disposition"))
        .hasValue("attachment; filename*=UTF-8''a__%22b%22%20%C3%BC.html");
  }

  @Test
  void aSignedUrlOfADeletedObjectFindsNothing() throws Exception {
    put(key, "hello");
    var url =
        store()
            .signedGet(
                key, new BlobStore.Shown("a.txt", "text/plain", true), Duration.ofMinutes(1));

    store().delete(key).await().atMost(SOON);

    assertThat(Wire.get(url).statusCode()).isEqualTo(404);
  }
}
