package dev.millrace.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileUrlTest {
  private static final UUID ID = UUID.fromString("0199fa00-0000-7000-8000-000000000001");

  @Test
  void aStoredUrlNamesTheFileAndNoHostOfOurs() {
    assertThat(FileUrl.stored(ID, "image-0.png"))
        .isEqualTo("https://files.millrace.invalid/media/" + ID + "/image-0.png");
  }

  @Test
  void namesWithSpacesSlashesAndQuotesStayOneStepOfThePath() {
    var url = URI.create(FileUrl.stored(ID, "a b/../\"ä\".png"));

    assertThat(url.getPath()).isEqualTo("/media/" + ID + "/a b_.._\"ä\".png");
    assertThat(url.getRawPath().split("/")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "\\b;c\r\nd\0e\u007f"})
  void whatOurOwnGuardWouldRefuseIsLeftOut(String name) {
    var step = FileUrl.stored(ID, name).substring(FileUrl.stored(ID, "").length() - 1);

    assertThat(step).startsWith("_").isNotIn(".", "..").doesNotContain("%0", "%5C", "%3B", "%7F");
  }

  @Test
  void aFileThatIsCalledThumbnailIsNotTakenForOne() {
    assertThat(FileUrl.thumbnail(ID))
        .isEqualTo("https://files.millrace.invalid/media/" + ID + "/thumbnail");
    assertThat(FileUrl.stored(ID, "thumbnail")).isNotEqualTo(FileUrl.thumbnail(ID));
  }

  @Test
  void publishingPutsThePublicUrlInPlaceOfEachStoredOne() {
    var output =
        "{\"a\":\"%s\",\"b\":\"%s\"}".formatted(FileUrl.stored(ID, "x"), FileUrl.stored(ID, "y"));

    assertThat(FileUrl.publish(output, "https://api.example.com"))
        .isEqualTo(
            "{\"a\":\"https://api.example.com/media/%1$s/x\",\"b\":\"https://api.example.com/media/%1$s/y\"}"
                .formatted(ID));
  }

  @Test
  void publishingLeavesAnOutputWithoutFilesAsItIs() {
    var output = "{\"text\":\"see https://files.millrace.example/media/\"}";

    assertThat(FileUrl.publish(output, "https://api.example.com")).isEqualTo(output);
  }
}
