package dev.millrace.engines.platform;

import dev.millrace.engines.Engines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The environment variables that point the production artifacts at the embedded engines. */
public record Surroundings(Engines engines) {

  /**
   * For the api, which on its start makes the account of that key if it is not there.
   *
   * @param host the address that it listens on
   * @param key of the account that is made on the first start
   * @param adminKey opens the administration of all accounts
   */
  public Map<String, String> ofApi(String host, int port, String key, String adminKey) {
    var variables = shared();
    variables.put("QUARKUS_HTTP_HOST", host);
    variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    variables.put("MILLRACE_ADMIN_KEY", adminKey);
    variables.put("MILLRACE_BOOTSTRAP_NAME", "local");
    variables.put("MILLRACE_BOOTSTRAP_KEY", key);
    variables.put("MILLRACE_BOOTSTRAP_CREDIT", "100");
    return variables;
  }

  /**
   * For a worker.
   *
   * @param publicUrl where the api is, for webhooks that tell of it
   */
  public Map<String, String> ofWorker(String publicUrl, int port) {
    var variables = shared();
    variables.put("MILLRACE_DEPLOYMENT_PUBLIC_URL", publicUrl);
    variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    return variables;
  }

  /**
   * Opens the browser proxy to the sample page.
   *
   * @param key of the account that pays for visitors
   * @param origins of the page
   */
  public static Map<String, String> ofSample(String key, List<String> origins) {
    var all = String.join(",", origins);
    return Map.of(
        "MILLRACE_PROXY_KEY", key,
        "MILLRACE_PROXY_ORIGINS", all,
        "MILLRACE_PROXY_MODELS", "local/echo,local/sleep,local/image,local/invert",
        "MILLRACE_HTTP_BROWSER_ORIGINS", all);
  }

  /**
   * The broker that runs here lets a worker be given up sooner than others do, and no network lies
   * between that could be slow. Fewer partitions than usual are enough for the few workers of one
   * machine, and the work of broker and clients is by partition. Half as many connections as usual
   * keep two processors busy, and each is a process of PostgreSQL with some 6 MB of its own.
   */
  private Map<String, String> shared() {
    var variables = new LinkedHashMap<String, String>();
    variables.put("MILLRACE_DEPLOYMENT", "development");
    variables.put("MILLRACE_POSTGRES_URL", engines.postgres().url());
    variables.put("MILLRACE_POSTGRES_USERNAME", engines.postgres().user());
    variables.put("MILLRACE_POSTGRES_PASSWORD", engines.postgres().password());
    variables.put("QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", "10");
    variables.put("KAFKA_BOOTSTRAP_SERVERS", engines.kafka().bootstrapServers());
    variables.put("KAFKA_SESSION_TIMEOUT_MS", "2000");
    variables.put("MILLRACE_KAFKA_DISPATCH_PARTITIONS", "32");
    variables.put("MILLRACE_KAFKA_EVENT_PARTITIONS", "4");
    variables.put("MILLRACE_S3_ENDPOINT", engines.s3().endpoint());
    variables.put("MILLRACE_S3_BUCKET", "millrace");
    variables.put("MILLRACE_S3_REGION", "us-east-1");
    variables.put("MILLRACE_S3_ACCESS_KEY", engines.s3().accessKey());
    variables.put("MILLRACE_S3_SECRET_KEY", engines.s3().secretKey());
    return variables;
  }
}
