package dev.millrace.worker.webhook;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A certificate for a name, signed by itself, made with the JDK's own tool. */
final class Certificate {
  private static final String PASSWORD = "changeit";
  private static final int SECONDS = 60;

  private final PfxOptions store;

  private Certificate(Path file) {
    this.store = new PfxOptions().setPath(file.toString()).setPassword(PASSWORD);
  }

  static Certificate of(String name, Path folder) throws IOException, InterruptedException {
    var file = folder.resolve(name + ".p12");
    var tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "receiver",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    if (!tool.waitFor(SECONDS, TimeUnit.SECONDS) || tool.exitValue() != 0) {
      throw new IllegalStateException("keytool made no certificate for " + name);
    }
    return new Certificate(file);
  }

  /** A server that shows this certificate whatever name it is asked for. */
  HttpServerOptions shown() {
    return new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(store);
  }

  /** A client that trusts this certificate and no other. */
  HttpClientOptions trusted() {
    return new HttpClientOptions().setTrustOptions(store);
  }
}
