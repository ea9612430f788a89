package dev.millrace.api.gateway.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasLength;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Runs;
import dev.millrace.dialect.Samples;
import dev.millrace.provider.Calls;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class PicturesIT {
  private static final String OPENAI = "POST /pictures/v1/images/generations";

  private FakeUpstream upstream;
  private Runs runs;

  @BeforeEach
  void open() throws IOException {
    upstream = OneUpstream.afresh();
    runs = Runs.with("100");
  }

  @Test
  void aLinkToAPictureWorksWithoutAKey() throws Exception {
    String url =
        draw("{'model':'local/image','prompt':'a cat','size':'64x32'}")
            .then()
            .statusCode(200)
            .header("x-millrace-cost", equalTo("0.01"))
            .header("x-millrace-request-id", hasLength(21))
            .body("data", hasSize(1))
            .body("data[0].b64_json", nullValue())
            .extract()
            .path("data[0].url");

    var fetched =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    assertThat(fetched.statusCode()).isEqualTo(200);
    assertThat(fetched.headers().firstValue("content-type")).contains("image/png");
    assertSize(fetched.body(), 64, 32);
    assertThat(runs.settled().getString("output")).contains("/media/");
    runs.hasLeft("99.99");
  }

  @ParameterizedTest
  @CsvSource({"b64_json", "base64"})
  void picturesComeInTheAnswerForWhoWantsThemThere(String format) throws Exception {
    var answer =
        draw("{'model':'local/image','prompt':'a cat','size':'64x64','n':2,'response_format':'%s'}"
                .formatted(format))
            .then()
            .statusCode(200)
            .header("x-millrace-cost", equalTo("0.02"))
            .body("data", hasSize(2))
            .body("data[0].url", nullValue())
            .extract()
            .jsonPath();

    for (int i = 0; i < 2; i++) {
      assertSize(
          Base64.getDecoder().decode(answer.getString("data[%d].b64_json".formatted(i))), 64, 64);
    }
  }

  @Test
  void anUpstreamOfTheSameProtocolIsToldWhatTheCallerSaid() {
    upstream.on(
        OPENAI,
        200,
        "{'created':5,'data':[{'b64_json':'%s','revised_prompt':'a fat cat'}],'size':'256x256','usage':{'total_tokens':9}}"
            .formatted(Samples.PNG));

    draw("{'model':'test/pictures','prompt':'a cat','n':1,'size':'256x256','quality':'hd','response_format':'b64_json','user':'u'}")
        .then()
        .statusCode(200)
        .body("data[0].b64_json", equalTo(Samples.PNG))
        .body("data[0].revised_prompt", equalTo("a fat cat"))
        .body("size", equalTo("256x256"))
        .body("usage.total_tokens", equalTo(9));

    assertThat(Calls.json(upstream.asked().getLast().body().toString()))
        .isEqualTo(
            Calls.json(
                "{'model':'dall-e','prompt':'a cat','n':1,'size':'256x256','quality':'hd'}"));
  }

  @Test
  void theCallersOfGptImageModelsNeedNotSayThatTheyWantBytes() {
    upstream.on(OPENAI, 200, "{'data':[{'b64_json':'%s'}]}".formatted(Samples.PNG));

    draw("{'model':'test/gpt-image-x','prompt':'a cat'}")
        .then()
        .statusCode(200)
        .body("data[0].b64_json", equalTo(Samples.PNG));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'prompt':'a'}|model|MALFORMED",
        "{'model':'local/image'}|prompt|MALFORMED",
        "{'model':'local/image','prompt':'a','n':5}|n|INVALID_INPUT",
        "{'model':'local/image','prompt':'a','size':'8x8'}|size|INVALID_INPUT",
        "{'model':'local/image','prompt':'a','size':'big'}|size|MALFORMED",
        "{'model':'local/image','prompt':'a','quality':'hd'}|quality|FIELD_UNSUPPORTED",
        "{'model':'local/image','prompt':'a','stream':true}|stream|FIELD_UNSUPPORTED",
        "{'model':'test/pictures','prompt':'a','size':'1x1'}|size|INVALID_INPUT",
        "{'model':'test/pictures','prompt':''}|prompt|INVALID_INPUT",
        "{'model':'test/openai-chat','prompt':'a'}||FACE_UNSUPPORTED",
        "{'model':'local/invert','prompt':'a'}||FACE_UNSUPPORTED",
      })
  void whatIsWrongIsNamedAsTheCallerHasIt(String body, String field, String code) {
    draw(body)
        .then()
        .statusCode(400)
        .body("error.code", equalTo(code.toLowerCase(Locale.ROOT)))
        .body("error.param", equalTo(field));

    assertThat(upstream.asked()).isEmpty();
    assertThat(runs.known()).isZero();
  }

  @Test
  void aModelThatDrawsFromPicturesOnlySaysWhereItAnswers() {
    draw("{'model':'local/invert','prompt':'a'}")
        .then()
        .body("error.message", containsString("/run/local/invert"));
  }

  @Test
  void anOutputWithoutPicturesIsTheProvidersFault() {
    upstream.on(OPENAI, 200, "{'data':[]}");

    draw("{'model':'test/pictures','prompt':'a cat'}")
        .then()
        .statusCode(502)
        .header("x-millrace-request-id", hasLength(21))
        .body("error.code", equalTo("provider_broken"));
  }

  private static void assertSize(byte[] picture, int width, int height) throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(picture));
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
  }

  private Response draw(String body) {
    return RestAssured.given()
        .header("Authorization", "Bearer " + runs.caller().key())
        .contentType(ContentType.JSON)
        .body(body.replace('\'', '"'))
        .post("/v1/images/generations");
  }
}
