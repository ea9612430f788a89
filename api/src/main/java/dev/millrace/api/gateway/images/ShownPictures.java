package dev.millrace.api.gateway.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.call.Answer;
import dev.millrace.api.call.Order;
import dev.millrace.api.files.read.OpenLinks;
import dev.millrace.api.gateway.GatewayConfig;
import dev.millrace.blob.FileUrl;
import dev.millrace.dialect.picture.Delivery;
import dev.millrace.dialect.picture.OpenAiPictures;
import dev.millrace.dialect.picture.OpenAiPictures.Shown;
import dev.millrace.dialect.picture.PictureOutput;
import dev.millrace.dialect.picture.PictureOutput.Picture;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.StoredFile;
import dev.millrace.input.FileBytes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Shows the pictures of an output as their caller wants them. */
@ApplicationScoped
class ShownPictures {
  private static final Duration FETCHED_WITHIN = Duration.ofSeconds(30);
  private static final String BASE64 = ";base64,";

  private final OpenLinks links;
  private final FileBytes bytes;
  private final GatewayConfig config;

  ShownPictures(OpenLinks links, FileBytes bytes, GatewayConfig config) {
    this.links = links;
    this.bytes = bytes;
    this.config = config;
  }

  /**
   * The answer. Fails with PROVIDER_BROKEN when the output holds no pictures, with FILE_TOO_LARGE
   * when they are too large to be put into an answer, and as a file's reading does.
   */
  Uni<ObjectNode> of(Answer answer, JsonNode output, Delivery delivery, Order order) {
    return Uni.createFrom()
        .item(() -> PictureOutput.pictures(output))
        .chain(pictures -> shown(pictures, answer, delivery, order))
        .map(shown -> OpenAiPictures.answer(shown, delivery, order.at(), output));
  }

  private Uni<List<Shown>> shown(
      List<Picture> pictures, Answer answer, Delivery delivery, Order order) {
    var own = own(pictures, answer);
    return switch (delivery) {
      case URL -> Uni.createFrom().item(shown(pictures, url -> link(url, own.get(url), order)));
      case BASE64 -> inline(pictures, own).map(texts -> shown(pictures, texts::get));
    };
  }

  private static List<Shown> shown(List<Picture> pictures, UnaryOperator<String> place) {
    return pictures.stream()
        .map(picture -> new Shown(place.apply(picture.url()), picture.revisedPrompt()))
        .toList();
  }

  /** Those of the pictures that are files of ours, by their URLs. */
  private static Map<String, StoredFile> own(List<Picture> pictures, Answer answer) {
    var own = new HashMap<String, StoredFile>();
    for (var picture : pictures) {
      FileUrl.read(picture.url(), Optional.empty())
          .flatMap(FileUrl.Named::id)
          .flatMap(id -> answer.files().stream().filter(file -> file.id().equals(id)).findFirst())
          .ifPresent(file -> own.put(picture.url(), file));
    }
    return own;
  }

  /** The programs of this protocol's callers fetch pictures without a key. */
  private String link(String url, StoredFile file, Order order) {
    if (file == null) {
      return url;
    }
    var life = order.files().outputLife().filter(ends -> ends.compareTo(config.pictureUrl()) < 0);
    return links.of(file, life.orElse(config.pictureUrl()));
  }

  private Uni<Map<String, String>> inline(List<Picture> pictures, Map<String, StoredFile> own) {
    var others = new HashSet<String>();
    pictures.stream().map(Picture::url).filter(url -> !own.containsKey(url)).forEach(others::add);
    return bytes
        .of(own, others, new FileBytes.Bounds(config.inlineBytes(), FETCHED_WITHIN))
        .onFailure(ShownPictures::isTooLarge)
        .transform(tooLarge -> tooLarge())
        .map(ShownPictures::withoutTypes);
  }

  private static boolean isTooLarge(Throwable failure) {
    return failure instanceof FaultException known
        && known.fault().code() == FaultCode.FILE_TOO_LARGE;
  }

  private FaultException tooLarge() {
    return new FaultException(
        FaultCode.FILE_TOO_LARGE,
        "the pictures have more than the %d bytes that an answer may hold; they are kept, and the request's result names them: ask for response_format 'url'"
            .formatted(config.inlineBytes()));
  }

  /** Data URIs say what they are before they say it. */
  private static Map<String, String> withoutTypes(Map<String, String> uris) {
    var texts = new HashMap<String, String>();
    uris.forEach(
        (url, uri) -> texts.put(url, uri.substring(uri.indexOf(BASE64) + BASE64.length())));
    return texts;
  }
}
