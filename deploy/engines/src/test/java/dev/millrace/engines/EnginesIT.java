package dev.millrace.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class EnginesIT {
  private final Engines engines = Engines.forTests();

  /** How an engine goes down. */
  enum Outage {
    STOP {
      @Override
      void happenTo(Service service) {
        service.stop();
      }
    },
    KILL {
      @Override
      void happenTo(Service service) {
        service.kill();
      }
    };

    abstract void happenTo(Service service);
  }

  @ParameterizedTest
  @EnumSource
  void postgresKeepsItsRowsAndItsPort(Outage outage) throws Exception {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("create table kept_" + outage + " as select 'täglich' as word");
    }

    outage.happenTo(engines.postgres());
    engines.postgres().start();

    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select upper(word) from kept_" + outage)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("TÄGLICH");
    }
  }

  @Test
  void postgresRefusesAWrongPassword() {
    var postgres = engines.postgres();

    var attempt =
        catchThrowable(
            () -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "wrong"));

    assertThat(attempt).isInstanceOf(SQLException.class).hasMessageContaining("password");
  }

  @Test
  void postgresIsDurableUnlessToldOtherwise(@TempDir Path home) throws Exception {
    var lasting = Engines.in(home, Durability.LASTING).postgres();
    lasting.start();
    try (var connection =
            DriverManager.getConnection(lasting.jdbcUrl(), lasting.user(), lasting.password());
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select string_agg(setting, ',') from pg_settings where name in"
                    + " ('fsync', 'synchronous_commit', 'full_page_writes')")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("on,on,on");
    } finally {
      lasting.stop();
    }
  }

  @ParameterizedTest
  @EnumSource
  void kafkaKeepsItsRecordsAndItsPort(Outage outage) throws Exception {
    var topic = "kept-" + outage;
    var servers = Map.<String, Object>of("bootstrap.servers", engines.kafka().bootstrapServers());
    try (var admin = Admin.create(servers);
        var producer =
            new KafkaProducer<>(servers, new StringSerializer(), new StringSerializer())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(20, SECONDS);
      producer.send(new ProducerRecord<>(topic, "word")).get(20, SECONDS);
    }

    outage.happenTo(engines.kafka());
    engines.kafka().start();

    try (var consumer =
        new KafkaConsumer<>(servers, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      assertThat(consumer.poll(Duration.ofSeconds(20)))
          .extracting(record -> record.value())
          .containsExactly("word");
    }
  }

  @ParameterizedTest
  @EnumSource
  void s3KeepsItsObjectsAndItsPort(Outage outage) {
    var bucket = "kept-" + outage.name().toLowerCase(Locale.ROOT);
    try (var client = s3()) {
      client.createBucket(request -> request.bucket(bucket));
      client.putObject(
          request -> request.bucket(bucket).key("a/b").contentType("text/plain"),
          RequestBody.fromString("word"));

      outage.happenTo(engines.s3());
      engines.s3().start();

      var object = client.getObjectAsBytes(request -> request.bucket(bucket).key("a/b"));
      assertThat(object.asString(UTF_8)).isEqualTo("word");
      assertThat(object.response().contentType()).isEqualTo("text/plain");
    }
  }

  private Connection connect() throws SQLException {
    var postgres = engines.postgres();
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  private S3Client s3() {
    var key = AwsBasicCredentials.create(engines.s3().accessKey(), engines.s3().secretKey());
    return S3Client.builder()
        .endpointOverride(URI.create(engines.s3().endpoint()))
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(key))
        .build();
  }
}
