package dev.millrace.api.testing;

import dev.millrace.testing.leak.UsedSecrets;
import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.util.regex.Pattern;

/**
 * Notes the secrets that tests are given and that they send, in every call over HTTP: keys, tokens,
 * signing secrets, keys of providers. So no test has to say that it uses one.
 */
public class SecretsOfCalls implements QuarkusTestBeforeClassCallback, Filter {
  private static final Pattern GIVEN =
      Pattern.compile(
          "(mr_(?:live|test|admin)_[A-Za-z0-9]{40,}|whsec_[A-Za-z0-9+/]{40,}=*)"
              + "|[?&]upload_token=([A-Za-z0-9_.~-]+)");

  /** Fields of bodies that the platform is to keep to itself. */
  private static final Pattern SENT =
      Pattern.compile("\"(?:apiKey|value)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Pattern ABOUT_SECRETS = Pattern.compile("/v1/(?:provider-keys|secrets)");
  private static final int LONGEST = 1_000_000;

  @Override
  public void beforeClass(Class<?> test) {
    RestAssured.replaceFiltersWith(this);
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification response,
      FilterContext context) {
    if (ABOUT_SECRETS.matcher(request.getURI()).find()
        && request.getBody() instanceof String body) {
      note(SENT, body);
    }
    var answer = context.next(request, response);
    if (answer.contentType().startsWith("application/json")) {
      var body = answer.asString();
      if (body.length() < LONGEST) {
        note(GIVEN, body);
      }
    }
    return answer;
  }

  private static void note(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    while (found.find()) {
      UsedSecrets.add(found.group(1) == null ? found.group(2) : found.group(1));
    }
  }
}
