package dev.millrace.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import dev.millrace.bench.Target;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample page in a real browser, against the whole platform. */
class SampleIT {
  private static final int LONGEST_MILLIS = 60_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Chromium chromium;
  private static Target api;
  private static SampleSite site;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
    api = RunningPlatform.of(1, 1).target(1);
    site = RunningPlatform.sample();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void aPictureComesBackAsItsNegative() {
    chromium.visit(
        "negative",
        page -> {
          var complaints = complaintsOf(page);
          var keys = keysSentBy(page);
          page.navigate(site.url());
          choose(page, "picture.png", "image/png", picture(0x20_40_80));

          page.click("#start");

          assertThat(page.locator("#message")).hasText("Done.", within());
          var after = page.locator("#after img");
          assertThat(page.locator("#after")).isVisible();
          assertThat((int) after.evaluate("img => img.decode().then(() => img.naturalWidth)"))
              .isEqualTo(48);
          assertThat(pixelOf(after.getAttribute("src"))).isEqualTo(0xdf_bf_7f);
          assertThat(page.locator("#facts").textContent()).contains("0.0001").contains("USD");
          assertThat(keys).isEmpty();
          assertThat(complaints).isEmpty();
        });
  }

  @Test
  void aFileThatIsNoPictureIsToldInPlainWords() {
    chromium.visit(
        "no-picture",
        page -> {
          page.navigate(site.url());
          choose(page, "notes.txt", "text/plain", "hello".getBytes(StandardCharsets.UTF_8));
          assertThat(page.locator("#message"))
              .hasText("notes.txt is no PNG, JPEG or GIF. Choose another picture.");
          assertThat(page.locator("#start")).isDisabled();

          choose(
              page,
              "broken.png",
              "image/png",
              "no picture at all".getBytes(StandardCharsets.UTF_8));
          page.click("#start");

          assertThat(page.locator("#message.failed")).isVisible(visible());
          assertThat(page.locator("#message").textContent()).isNotBlank();
          assertThat(page.locator("#start")).isEnabled();
        });
  }

  @Test
  void aRunningRequestIsCancelledFromThePage() {
    chromium.visit(
        "cancel",
        page -> {
          page.navigate(site.url());

          var seen =
              page.evaluate(
                  """
                  async () => {
                    const { Millrace } = await import("./millrace.js");
                    const { proxyUrl } = await import("./config.js");
                    const millrace = new Millrace(proxyUrl);
                    const request = await millrace.submit("local/sleep", { seconds: 60 });
                    const seen = [];
                    await millrace.follow(request, {
                      onStatus: ({ status }) => {
                        seen.push(status);
                        if (status === "IN_PROGRESS") millrace.cancel(request);
                      },
                    });
                    return [seen.includes("IN_PROGRESS"), seen.at(-1)];
                  }
                  """);

          assertThat(seen).isEqualTo(List.of(true, "CANCELLED"));
        });
  }

  @Test
  void aPageOfAnotherOriginGetsNothing() throws Exception {
    var before = requests();
    try (var foreign = SampleSite.open(RunningPlatform.page(), 0, api::url)) {
      chromium.visit(
          "foreign",
          page -> {
            page.navigate(foreign.url());
            choose(page, "picture.png", "image/png", picture(0));

            page.click("#start");

            assertThat(page.locator("#message.failed"))
                .hasText(
                    "The server cannot be reached. Check your connection and try again.", within());
          });
    }
    assertThat(requests()).isEqualTo(before);
  }

  /** What an uploaded page could do in our origin, it could do with our users. */
  @ParameterizedTest
  @CsvSource({
    "page.html, text/html",
    "drawing.svg, image/svg+xml",
    "page.xhtml, application/xhtml+xml"
  })
  void anUploadedPageDoesNotRun(String name, String type) throws Exception {
    var uploaded = upload(name, type, scripted(type));
    chromium.visit(
        "inert-" + name,
        page -> {
          var ran = new ArrayList<String>();
          page.onConsoleMessage(message -> ran.add(message.text()));
          for (var url : List.of(uploaded, signed(uploaded))) {
            try {
              page.navigate(url);
              page.waitForTimeout(300); // for a script that would run; nothing tells that none does
            } catch (PlaywrightException download) {
              assertThat(download.getMessage())
                  .containsAnyOf("Download is starting", "ERR_ABORTED");
            }
          }
          assertThat(ran).noneMatch(text -> text.contains("the script ran"));
        });
  }

  private static byte[] scripted(String type) {
    var script = "<script>console.log('the script ran')</script>";
    var text =
        switch (type) {
          case "image/svg+xml" -> "<svg xmlns=\"http://www.w3.org/2000/svg\">" + script + "</svg>";
          case "text/html" -> "<!doctype html><html><body>" + script + "</body></html>";
          default ->
              "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>" + script + "</body></html>";
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void choose(Page page, String name, String type, byte[] bytes) {
    page.setInputFiles("#file", new FilePayload(name, type, bytes));
  }

  /** What the page is not allowed, or stumbles over. */
  private static List<String> complaintsOf(Page page) {
    var complaints = new ArrayList<String>();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    return complaints;
  }

  private static List<String> keysSentBy(Page page) {
    var keys = new ArrayList<String>();
    page.onRequest(
        request -> {
          if (request.headers().containsKey("authorization") || request.url().contains(api.key())) {
            keys.add(request.url());
          }
        });
    return keys;
  }

  private static byte[] picture(int colour) {
    var picture = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        picture.setRGB(x, y, colour);
      }
    }
    try (var bytes = new ByteArrayOutputStream()) {
      ImageIO.write(picture, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int pixelOf(String url) {
    try {
      return ImageIO.read(URI.create(url).toURL()).getRGB(24, 16) & 0xff_ff_ff;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long requests() throws Exception {
    return JSON.readTree(send(withKey("/requests").GET()).body()).path("total").asLong(-1);
  }

  /** A public file's own URL. */
  private static String upload(String name, String type, byte[] bytes) throws Exception {
    var body =
        JSON.createObjectNode()
            .put("file_name", name)
            .put("content_type", type)
            .put("size", bytes.length)
            .put("public", true);
    var begun =
        json(withKey("/storage/upload/initiate").POST(BodyPublishers.ofString(body.toString())));
    var put =
        HttpRequest.newBuilder(URI.create(begun.path("upload_url").asText()))
            .PUT(BodyPublishers.ofByteArray(bytes));
    begun.path("upload_headers").properties().stream()
        .filter(header -> !header.getKey().equalsIgnoreCase("Content-Length")) // said by itself
        .forEach(header -> put.header(header.getKey(), header.getValue().asText()));
    assertThat(send(put).statusCode()).isEqualTo(200);
    return begun.path("file_url").asText();
  }

  private static String signed(String url) {
    try {
      return json(withKey(URI.create(url).getRawPath() + "?redirect=false").GET())
          .path("url")
          .asText();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.Builder withKey(String path) {
    return HttpRequest.newBuilder(URI.create(api.url() + path))
        .header("Authorization", "Key " + api.key())
        .header("Content-Type", "application/json");
  }

  private static JsonNode json(HttpRequest.Builder request) throws Exception {
    var answer = send(request);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  private static java.net.http.HttpResponse<String> send(HttpRequest.Builder request)
      throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static LocatorAssertions.HasTextOptions within() {
    return new LocatorAssertions.HasTextOptions().setTimeout(LONGEST_MILLIS);
  }

  private static LocatorAssertions.IsVisibleOptions visible() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(LONGEST_MILLIS);
  }
}
