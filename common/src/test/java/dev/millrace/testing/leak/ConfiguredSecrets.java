package dev.millrace.testing.leak;

import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/** Notes the secrets that an application of the tests is configured with. */
public class ConfiguredSecrets implements QuarkusTestBeforeClassCallback {
  /** An access key only names the secret key beside it, and stands in every signed URL. */
  private static final Pattern SECRET =
      Pattern.compile("millrace\\..*(?<!access-)(?:key|secret|password|master-keys\\..*)");

  @Override
  public void beforeClass(Class<?> test) {
    var config = ConfigProvider.getConfig();
    for (var name : config.getPropertyNames()) {
      if (SECRET.matcher(name).matches()) {
        config.getOptionalValue(name, String.class).ifPresent(UsedSecrets::add);
      }
    }
  }
}
