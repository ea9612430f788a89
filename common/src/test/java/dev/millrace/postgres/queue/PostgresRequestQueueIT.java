package dev.millrace.postgres.queue;

import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.RequestQueueContract;
import dev.millrace.queue.Stage;
import dev.millrace.testing.Database;

class PostgresRequestQueueIT extends RequestQueueContract {
  private static final RequestQueue QUEUE = Ports.queue(Database.shared());
  private static final Stage STAGE = new PostgresStage(Database.shared());

  @Override
  protected RequestQueue queue() {
    return QUEUE;
  }

  @Override
  protected Stage stage() {
    return STAGE;
  }
}
