package dev.millrace.postgres.queue;

import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.RequestQueueContract;
import dev.millrace.queue.Stage;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import java.util.Map;

class PostgresRequestQueueIT extends RequestQueueContract {
  private static final RequestQueue QUEUE =
      new PostgresRequestQueue(
          Database.shared().pool(),
          Settings.of(
              SettlementConfig.class, Map.of("millrace.settlement.transaction-timeout", "PT30S")));
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
