package dev.millrace.api.testing;

import dev.millrace.account.AccountId;
import dev.millrace.kafka.DispatchCodec;
import dev.millrace.kafka.KafkaConfig;
import dev.millrace.kafka.Topics;
import dev.millrace.queue.DispatchRecord;
import dev.millrace.queue.Lane;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the engines hold of an account, read behind the application's back. */
@ApplicationScoped
public class Ledger {
  private static final Duration POLL = Duration.ofSeconds(5);

  private final Pool pool;
  private final KafkaConfig kafka;
  private final String bootstrap;

  Ledger(
      Pool pool,
      KafkaConfig kafka,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap) {
    this.pool = pool;
    this.kafka = kafka;
    this.bootstrap = bootstrap;
  }

  /** Rows of {@code request}. */
  public List<Row> requestsOf(String account) {
    return run("select * from request where account_id = $1 order by id", uuid(account));
  }

  /** Set aside, in nano-dollars. */
  public long heldBy(String account) {
    return run("select held from account where id = $1", uuid(account)).getFirst().getLong("held");
  }

  public List<Row> keysOf(String account) {
    return run("select * from idempotency_key where account_id = $1", uuid(account));
  }

  public List<Row> run(String sql, Object... values) {
    return pool.preparedQuery(sql)
        .execute(Tuple.from(values))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(POLL.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  /** Its turns in the normal lane. */
  public List<DispatchRecord> turnsOf(String account) {
    var topic = new Topics(kafka.topicPrefix()).dispatch(Lane.NORMAL);
    var turns = new ArrayList<DispatchRecord>();
    try (var consumer = consumer()) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var message : consumer.poll(POLL)) {
          DispatchCodec.read(Lane.NORMAL, message.key(), message.value()).ifPresent(turns::add);
        }
      }
    }
    return turns.stream().filter(turn -> turn.account().equals(AccountId.of(account))).toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    var properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static UUID uuid(String account) {
    return AccountId.of(account).value();
  }
}
