package dev.millrace.standalone;

import dev.millrace.engines.Engines;
import java.util.LinkedHashMap;
import java.util.Map;

/** The environment variables that point the production artifacts at the embedded engines. */
record Surroundings(Engines engines) {

  /** For the api, which on its start makes the account of that key if it is not there. */
  Map<String, String> ofApi(Settings settings, Credentials credentials) {
    var variables = shared();
    variables.put("QUARKUS_HTTP_HOST", settings.host());
    variables.put("QUARKUS_HTTP_PORT", Integer.toString(settings.port()));
    variables.put("MILLRACE_ADMIN_KEY", credentials.adminKey());
    variables.put("MILLRACE_BOOTSTRAP_NAME", "local");
    variables.put("MILLRACE_BOOTSTRAP_KEY", credentials.key());
    variables.put("MILLRACE_BOOTSTRAP_CREDIT", "100");
    return variables;
  }

  /** For the worker, which tells webhooks where the api is. */
  Map<String, String> ofWorker(Settings settings, int port) {
    var variables = ofWorker(port);
    variables.put("MILLRACE_DEPLOYMENT_PUBLIC_URL", settings.url());
    return variables;
  }

  Map<String, String> ofWorker(int port) {
    var variables = shared();
    variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    return variables;
  }

  private Map<String, String> shared() {
    var variables = new LinkedHashMap<String, String>();
    variables.put("MILLRACE_DEPLOYMENT", "development");
    variables.put("MILLRACE_POSTGRES_URL", engines.postgres().url());
    variables.put("MILLRACE_POSTGRES_USERNAME", engines.postgres().user());
    variables.put("MILLRACE_POSTGRES_PASSWORD", engines.postgres().password());
    variables.put("KAFKA_BOOTSTRAP_SERVERS", engines.kafka().bootstrapServers());
    variables.put("MILLRACE_S3_ENDPOINT", engines.s3().endpoint());
    variables.put("MILLRACE_S3_BUCKET", "millrace");
    variables.put("MILLRACE_S3_REGION", "us-east-1");
    variables.put("MILLRACE_S3_ACCESS_KEY", engines.s3().accessKey());
    variables.put("MILLRACE_S3_SECRET_KEY", engines.s3().secretKey());
    return variables;
  }
}
