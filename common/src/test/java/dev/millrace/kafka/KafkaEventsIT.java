package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.engines.Engines;
import dev.millrace.event.EventHistory;
import dev.millrace.event.EventPosition;
import dev.millrace.event.EventTail;
import dev.millrace.event.LoggedEvent;
import dev.millrace.event.RequestEvent;
import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.Settings;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reading events from a real Kafka: the tail and the past. */
class KafkaEventsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int PARTITIONS = 4;

  private static KafkaConfig config;
  private static KafkaSettings settings;
  private static RecordSender sender;

  private final KafkaEventLog log = new KafkaEventLog(sender, config);
  private final KafkaEventHistory history = new KafkaEventHistory(settings, config);
  private final AccountId account = AccountId.next(Instant.now(), ThreadLocalRandom.current());

  @BeforeAll
  static void topicsOfTheirOwn() {
    settings =
        new KafkaSettings(
            Map.of("bootstrap.servers", Engines.forTests().kafka().bootstrapServers()));
    config =
        Settings.of(
            KafkaConfig.class,
            Map.of(
                "millrace.kafka.topic-prefix",
                "test-" + UUID.randomUUID(),
                "millrace.kafka.event-partitions",
                Integer.toString(PARTITIONS)));
    new TopicMaker(settings, config).onStart(new StartupEvent());
    sender = new RecordSender(settings, config);
  }

  @AfterAll
  static void done() {
    sender.close();
  }

  @Test
  void aReplayTellsOneAccountsEventsInOrderAndNobodyElses() throws Exception {
    var mine = new ArrayList<RequestEvent>();
    var all = new ArrayList<RequestEvent>();
    for (int i = 0; i < 1200; i++) {
      var event = event(i % 3 == 0 ? account : neighbour(account), i);
      all.add(event);
      if (i % 3 == 0) {
        mine.add(event);
      }
    }
    // Another test may have deleted what stood here before.
    var begin = new EventPosition(partition(account), begin(partition(account)));
    announce(all);

    var read = new ArrayList<LoggedEvent>();
    try (var replay = history.replay(account, begin).orElseThrow()) {
      assertThat(replay.since()).isEmpty();
      readUntil(replay, mine.size(), read);
    }

    assertThat(read).extracting(LoggedEvent::event).containsExactlyElementsOf(mine);
    var middle = read.get(200);
    var rest = new ArrayList<LoggedEvent>();
    try (var replay = history.replay(account, middle.after()).orElseThrow()) {
      assertThat(replay.since()).isPresent();
      readUntil(replay, mine.size() - 201, rest);
    }
    assertThat(rest).isEqualTo(read.subList(201, read.size()));
  }

  @Test
  void aPositionThatIsNotInTheAccountsLogIsToldApart() throws Exception {
    announce(List.of(event(account, 0), event(account, 1)));
    int partition = partition(account);
    long end = end(partition);

    assertThat(history.replay(account, new EventPosition(partition, end + 1))).isEmpty();
    assertThat(history.replay(account, new EventPosition(partition, Long.MAX_VALUE))).isEmpty();
    assertThat(history.replay(account, new EventPosition((partition + 1) % PARTITIONS, 0)))
        .isEmpty();
    assertThat(history.replay(account, new EventPosition(PARTITIONS + 5, 0))).isEmpty();
    try (var replay = history.replay(account, new EventPosition(partition, end)).orElseThrow()) {
      assertThat(replay.next().events()).isEmpty();
    }

    deleteBefore(partition, end);
    assertThat(history.replay(account, new EventPosition(partition, end - 1))).isEmpty();
  }

  @Test
  void theTailTellsWhatIsAnnouncedOfFollowedAccountsFromItsBeginOn() throws Exception {
    announce(List.of(event(account, 0)));
    var heard = new Listener(Set.of(account));
    var tail = new KafkaEventTail(settings, config);
    try {
      tail.start(heard);
      assertThat(heard.next).hasSize(PARTITIONS);
      assertThat(tail.partitionOf(account)).isEqualTo(partition(account));
      assertThat(heard.next.get(partition(account))).isEqualTo(end(partition(account)));

      var later = IntStream.range(1, 50).mapToObj(i -> event(account, i)).toList();
      var others = later.stream().map(e -> event(neighbour(account), e.sequence())).toList();
      announce(others);
      announce(later);

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(heard.events)
                      .extracting(LoggedEvent::event)
                      .containsExactlyElementsOf(later));
      assertThat(heard.next.get(partition(account))).isEqualTo(heard.events.getLast().offset() + 1);
    } finally {
      tail.stop();
    }
  }

  @Test
  void whatNobodyFollowsIsReadSeldomAndAtOnceWhenSomebodyDoes() throws Exception {
    var heard = new Listener(ConcurrentHashMap.newKeySet());
    var tail = new KafkaEventTail(settings, config, Duration.ofHours(1));
    try {
      tail.start(heard);
      announce(List.of(event(account, 0)));
      int partition = partition(account);
      await().atMost(SOON).until(() -> heard.next.get(partition) == end(partition));
      var unread = event(account, 1);
      announce(List.of(unread));

      heard.followed.add(account);
      tail.followed();

      await().atMost(SOON).until(() -> heard.next.get(partition) == end(partition));
      var later = event(account, 2);
      announce(List.of(later));
      await().atMost(SOON).until(() -> heard.events.size() == 2);
      assertThat(heard.events).extracting(LoggedEvent::event).containsExactly(unread, later);
    } finally {
      tail.stop();
    }
  }

  private static void readUntil(EventHistory.Replay replay, int count, List<LoggedEvent> into) {
    var deadline = Instant.now().plus(SOON);
    while (into.size() < count && Instant.now().isBefore(deadline)) {
      into.addAll(replay.next().events());
    }
  }

  private void announce(List<RequestEvent> events) {
    log.announce(events).await().atMost(SOON);
  }

  /** Another account whose events stand in the same partition. */
  private static AccountId neighbour(AccountId account) {
    for (int i = 0; ; i++) {
      var other = new AccountId(new UUID(0x7000L, 1L << 63 | i));
      if (partition(other) == partition(account)) {
        return other;
      }
    }
  }

  private static int partition(AccountId account) {
    return EventTopic.partitionOf(account, PARTITIONS);
  }

  private static TopicPartition place(int partition) {
    return new TopicPartition(new Topics(config.topicPrefix()).events(), partition);
  }

  private static long begin(int partition) {
    try (var consumer = EventTopic.consumer(settings, Map.of())) {
      return consumer.beginningOffsets(List.of(place(partition))).get(place(partition));
    }
  }

  private static long end(int partition) {
    try (var consumer = EventTopic.consumer(settings, Map.of())) {
      return consumer.endOffsets(List.of(place(partition))).get(place(partition));
    }
  }

  private static void deleteBefore(int partition, long offset) throws Exception {
    try (var admin = Admin.create(settings.connection())) {
      admin
          .deleteRecords(Map.of(place(partition), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  private static RequestEvent event(AccountId account, int sequence) {
    var now = Instant.now();
    return new RequestEvent(
        RequestId.next(now, ThreadLocalRandom.current()),
        account,
        ModelName.parse("local/echo").orElseThrow(),
        sequence,
        RequestStatus.IN_QUEUE,
        0,
        now,
        now,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static final class Listener implements EventTail.Listener {
    private final Set<AccountId> followed;
    private final Map<Integer, Long> next = new ConcurrentHashMap<>();
    private final List<LoggedEvent> events = new CopyOnWriteArrayList<>();

    Listener(Set<AccountId> followed) {
      this.followed = followed;
    }

    @Override
    public void reading(int partition, long position) {
      next.put(partition, position);
    }

    @Override
    public boolean follows(AccountId account) {
      return followed.contains(account);
    }

    @Override
    public boolean followsAny() {
      return !followed.isEmpty();
    }

    @Override
    public void read(List<LoggedEvent> read) {
      events.addAll(read);
    }

    @Override
    public void lost(int partition) {
      throw new AssertionError("nothing is lost in partition " + partition);
    }
  }
}
