package dev.millrace.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.money.Usage;
import dev.millrace.provider.Calls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamUsageTest {
  private static final Encoding USUAL =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  private static final Duration TOOK = Duration.ofMillis(7);

  @Test
  void whatTheProviderSaysGoesBeforeWhatWeCount() {
    var said = Usage.ofTokens(3, 4, TOOK);
    var transcript = transcript(text("many words that we would count"), new Piece.Used(said));

    assertThat(of(transcript, "{'prompt': 'x'}")).isEqualTo(said);
  }

  /** However the words were cut into pieces, the sum is that of the whole text. */
  @Property(tries = 200)
  void piecesCostWhatTheWholeTextCosts(@ForAll List<@NotEmpty String> words) {
    var transcript = new Transcript();
    words.forEach(word -> transcript.add(text(word)));

    assertThat(of(transcript, "{}").outputTokens())
        .isEqualTo(USUAL.countTokensOrdinary(String.join("", words)));
  }

  @Property(tries = 200)
  void moreWordsNeverCostLessThanNothing(@ForAll String content, @ForAll String thought) {
    var transcript =
        transcript(text("x" + content), new Piece.Text(Piece.Kind.REASONING, "x" + thought));

    var usage = of(transcript, "{}");

    assertThat(usage.outputTokens()).isPositive();
    assertThat(usage.reasoningTokens()).isPositive();
  }

  @Test
  void toolCallsAreOutputToo() {
    var transcript =
        transcript(
            new Piece.ToolCall(0, Optional.of("call-1"), Optional.of("weather"), "{\"city\":"),
            new Piece.ToolCall(0, Optional.empty(), Optional.empty(), "\"Ulm\"}"));

    assertThat(of(transcript, "{}").outputTokens())
        .isEqualTo(
            USUAL.countTokensOrdinary("weather") + USUAL.countTokensOrdinary("{\"city\":\"Ulm\"}"));
  }

  @Test
  void theInputsTextIsCountedAndNotItsPictures() {
    var input =
        "{'messages': [{'content': [{'text': 'What is this?'},"
            + " {'image_url': {'url': 'data:image/png;base64,AAAA'}},"
            + " {'image_url': {'url': 'https://example.org/mill.png'}}]}], 'max_tokens': 7}";

    assertThat(of(new Transcript(), input).inputTokens())
        .isEqualTo(USUAL.countTokensOrdinary("What is this?"));
  }

  /** Base64 would be counted as very many tokens. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'image', 'source': {'type': 'base64', 'media_type': 'image/png', 'data':"
            + " 'QUJD'}}",
        "{'inlineData': {'mimeType': 'image/png', 'data': 'QUJD'}}",
        "{'inline_data': {'mime_type': 'image/png', 'data': 'QUJD'}}",
        "{'input_audio': {'format': 'wav', 'data': 'QUJD'}}",
        "{'file': {'file_data': 'QUJD'}}",
        "{'image_url': {'url': 'data:image/png;base64,QUJD'}}"
      })
  void bytesOfAPictureAreNoWordsInAnyProtocol(String part) {
    var transcript = new Transcript();

    long with = of(transcript, "{'parts': [%s]}".formatted(part)).inputTokens();
    long without =
        of(transcript, "{'parts': [%s]}".formatted(part.replace("QUJD", ""))).inputTokens();

    assertThat(with).isEqualTo(without);
  }

  @Test
  void dataThatIsNoPictureIsText() {
    assertThat(of(new Transcript(), "{'data': 'some words'}").inputTokens())
        .isEqualTo(USUAL.countTokensOrdinary("some words"));
  }

  @Test
  void aLongTextIsCountedInSlicesThatChangeNothing() {
    var text = "The wheel turns, und das Wasser läuft 🌊.\n\n  int x = 42;  ".repeat(4000);

    assertThat(Tokenizer.of("nobody-knows").count(text)).isEqualTo(USUAL.countTokensOrdinary(text));
  }

  @Test
  void aTextWithoutSpacesIsCutBetweenCharacters() {
    var text = "🌊".repeat(50_000);

    assertThat(Tokenizer.end(text, 0) % 2).isZero();
    assertThat(Tokenizer.end(text, 0)).isLessThan(text.length());
    assertThat(Tokenizer.of("nobody-knows").count(text)).isPositive();
  }

  @Test
  void marksOfTheProtocolAreTextLikeAnyOther() {
    assertThat(Tokenizer.of("gpt-4o").count("<|endoftext|>")).isGreaterThan(1);
  }

  @Test
  void aModelThatIsKnownHasItsOwnTokenizer() {
    var text = "Überschwemmungsgebiet, 水车, мельница";

    assertThat(Tokenizer.of("gpt-3.5-turbo").count(text))
        .isNotEqualTo(Tokenizer.of("nobody-knows").count(text));
    assertThat(Tokenizer.of("nobody-knows", "gpt-3.5-turbo").count(text))
        .isEqualTo(Tokenizer.of("gpt-3.5-turbo").count(text));
  }

  private static Usage of(Transcript transcript, String input) {
    return StreamUsage.of(transcript, Calls.json(input), TOOK, "nobody-knows");
  }

  private static Piece text(String words) {
    return new Piece.Text(Piece.Kind.CONTENT, words);
  }

  private static Transcript transcript(Piece... pieces) {
    var transcript = new Transcript();
    List.of(pieces).forEach(transcript::add);
    return transcript;
  }
}
