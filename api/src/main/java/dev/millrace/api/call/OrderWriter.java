package dev.millrace.api.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.catalog.Chosen;
import dev.millrace.api.files.InputFileCheck;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.queue.Asked;
import dev.millrace.api.queue.Quoter;
import dev.millrace.dialect.Utterance;
import dev.millrace.file.RequestFiles;
import dev.millrace.input.InputReader;
import dev.millrace.input.NamedFile;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes a call into an order: finds its model, validates, prices. */
@ApplicationScoped
public class OrderWriter {
  private final Quoter quoter;
  private final InputFileCheck files;
  private final InstantSource clock;

  OrderWriter(Quoter quoter, InputFileCheck files, InstantSource clock) {
    this.quoter = quoter;
    this.files = files;
    this.clock = clock;
  }

  /**
   * An order, but for the files that its input names.
   *
   * @param files where it names them
   */
  public record Written(Order order, List<NamedFile> files) {}

  /**
   * What came with a call.
   *
   * @param raw what the input was read from
   * @param base where the caller reaches us, and so what URLs of our files begin with
   */
  public record Came(
      Caller caller,
      byte[] raw,
      ObjectNode input,
      PublicUrl base,
      Optional<ObjectNode> metadata,
      Asked asked,
      String correlationId) {
    private Came with(byte[] bytes, ObjectNode whole) {
      return new Came(caller, bytes, whole, base, metadata, asked, correlationId);
    }
  }

  /**
   * For an input in the model's own shape. Fails with a {@link dev.millrace.fault.FaultException}:
   * unknown model, an input that does not fit, a model without a price.
   *
   * @param endpoint {@code owner/alias}
   */
  public Written write(Came came, String endpoint) {
    return write(came, quoter.quote(came.caller(), endpoint, came.input()));
  }

  /** The same for a model that was chosen before. */
  public Written write(Came came, Chosen chosen) {
    return write(came, quoter.quote(chosen, came.input()));
  }

  private Written write(Came came, Quoter.Quoted quoted) {
    var whole = came.with(quoter.bytes(quoted, came.raw()), quoted.input());
    return written(whole, quoted, quoted.model().inputSchema().document(), Optional.empty());
  }

  /**
   * For an input in another protocol, which was held against that protocol's rules.
   *
   * @param utterance whose body is the input
   */
  public Written write(Came came, Quoter.Quoted quoted, Utterance utterance) {
    return written(came, quoted, JsonNodeFactory.instance.objectNode(), Optional.of(utterance));
  }

  private Written written(
      Came came, Quoter.Quoted quoted, JsonNode schema, Optional<Utterance> utterance) {
    // As exact as the database keeps it, so that everybody is told the same time.
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var input = came.input();
    var named = InputReader.read(came.raw(), input, schema, Optional.of(came.base().value()));
    var asked = came.asked();
    var order =
        new Order(
            RequestId.next(now, ThreadLocalRandom.current()),
            came.caller().spender(),
            quoted.model(),
            input,
            utterance.map(said -> named.isEmpty() ? said : said.with(input)),
            quoter.text(input),
            came.metadata().map(quoter::text),
            asked.stored(),
            RequestFiles.living(asked.outputLife()),
            asked.terms(now).deadlines(),
            quoted.quote(),
            quoted.chosen().basis(),
            came.correlationId(),
            now);
    return new Written(order, named);
  }

  /** Looks at the files. Fails as {@link InputFileCheck#own} does. */
  public Uni<Order> withFiles(Written written) {
    var order = written.order();
    return written.files().isEmpty()
        ? Uni.createFrom().item(order)
        : files.own(order.spender().account(), written.files()).map(order::taking);
  }
}
