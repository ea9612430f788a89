package dev.millrace.engines;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** S3Proxy over a folder: one sub-folder a bucket, one file an object. */
public final class S3Engine extends Service {
  private static final int PROBE_MILLIS = 2_000;

  private final EngineJars jars;
  private final Path folder;
  private final int port;
  private final String accessKey;
  private final String secretKey;

  S3Engine(Tether tether, EngineJars jars, Path folder, Memory memory) {
    super("s3", tether);
    this.jars = jars;
    this.folder = folder;
    this.port = memory.port("s3");
    this.accessKey = memory.secret("s3.access-key");
    this.secretKey = memory.secret("s3.secret-key");
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  public String accessKey() {
    return accessKey;
  }

  public String secretKey() {
    return secretKey;
  }

  @Override
  protected Launch launch() throws IOException {
    var data = Files.createDirectories(folder.resolve("data"));
    var settings = folder.resolve("s3proxy.properties");
    OwnerOnly.write(
        settings,
        """
        s3proxy.endpoint=%s
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        s3proxy.cors-allow-all=true
        s3proxy.ignore-unknown-headers=true
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
            .formatted(endpoint(), accessKey, secretKey, data));
    return Launch.of(
        name(), jars.java(options(), "org.gaul.s3proxy.Main", "--properties", settings.toString()));
  }

  private List<String> options() {
    var options = new ArrayList<>(jars.classArchive(name()));
    options.addAll(List.of("-Xmx256m", "-Xmn8m", "-XX:TieredStopAtLevel=1"));
    return options;
  }

  /** Any answer will do; without a signature it is a refusal. */
  @Override
  protected boolean answers() throws IOException {
    var connection = (HttpURLConnection) URI.create(endpoint()).toURL().openConnection();
    connection.setConnectTimeout(PROBE_MILLIS);
    connection.setReadTimeout(PROBE_MILLIS);
    try {
      return connection.getResponseCode() > 0;
    } finally {
      connection.disconnect();
    }
  }
}
