package dev.millrace.standalone;

import dev.millrace.engines.Engines;
import dev.millrace.engines.Tether;
import dev.millrace.engines.platform.Application;
import dev.millrace.engines.platform.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The five processes, and the order in which they come and go. */
final class Platform {
  private final Wave engines;
  private final Wave applications;

  private Platform(Wave engines, Wave applications) {
    this.engines = engines;
    this.applications = applications;
  }

  static Platform of(
      Path root,
      Home home,
      Settings settings,
      Credentials credentials,
      Engines engines,
      Optional<SampleSite> sample,
      Console console)
      throws IOException {
    var tether = Tether.in(home.run());
    var surroundings = new Surroundings(engines);
    var workerPort = engines.memory().port("worker");
    var ofApi =
        surroundings.ofApi(
            settings.host(), settings.port(), credentials.key(), credentials.adminKey());
    sample.ifPresent(
        site -> ofApi.putAll(Surroundings.ofSample(credentials.key(), site.origins())));
    var ofWorker = surroundings.ofWorker(settings.url(), workerPort);
    var secrets = MasterKeyFile.keptIn(home.masterKeys());
    ofApi.putAll(secrets);
    ofWorker.putAll(secrets);
    var api =
        new Application(
            "api", tether, Application.Part.API, root, ofApi, readiness(settings.url()));
    var worker =
        new Application(
            "worker",
            tether,
            Application.Part.WORKER,
            root,
            ofWorker,
            readiness("http://127.0.0.1:" + workerPort));
    return new Platform(
        new Wave(List.of(engines.postgres(), engines.kafka(), engines.s3()), console),
        new Wave(List.of(api, worker), console));
  }

  private static URI readiness(String url) {
    return URI.create(url + "/q/health/ready");
  }

  /** Returns when the platform is ready. */
  void start() throws InterruptedException {
    engines.start();
    applications.start();
  }

  /** The applications first, for they use the engines to the end. */
  void stop() {
    applications.stop();
    engines.stop();
  }
}
