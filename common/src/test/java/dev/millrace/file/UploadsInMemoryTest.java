package dev.millrace.file;

import dev.millrace.account.AccountId;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

class UploadsInMemoryTest extends UploadsContract {
  private final Uploads uploads = new UploadsInMemory();

  @Override
  protected Uploads uploads() {
    return uploads;
  }

  @Override
  protected AccountId account() {
    return AccountId.next(Instant.now(), ThreadLocalRandom.current());
  }
}
