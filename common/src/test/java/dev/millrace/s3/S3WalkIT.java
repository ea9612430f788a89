package dev.millrace.s3;

import dev.millrace.blob.BlobStore;
import dev.millrace.blob.BlobWalk;
import dev.millrace.blob.BlobWalkContract;

class S3WalkIT extends BlobWalkContract {
  @Override
  protected BlobWalk walk() {
    return S3ForTests.walk();
  }

  @Override
  protected BlobStore store() {
    return S3ForTests.store();
  }
}
