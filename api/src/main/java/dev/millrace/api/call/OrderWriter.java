package dev.millrace.api.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.Spender;
import dev.millrace.api.files.InputFileCheck;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.queue.Asked;
import dev.millrace.api.queue.Quoter;
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
   * Fails with a {@link dev.millrace.fault.FaultException}: unknown model, an input that does not
   * fit, a model without a price.
   *
   * @param endpoint {@code owner/alias}
   * @param raw what the input was read from
   * @param base where the caller reaches us, and so what URLs of our files begin with
   */
  public Written write(
      Spender spender,
      String endpoint,
      byte[] raw,
      ObjectNode input,
      PublicUrl base,
      Optional<ObjectNode> metadata,
      Asked asked,
      String correlationId) {
    // As exact as the database keeps it, so that everybody is told the same time.
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var quoted = quoter.quote(endpoint, input);
    var named =
        InputReader.read(
            raw, input, quoted.model().inputSchema().document(), Optional.of(base.value()));
    var order =
        new Order(
            RequestId.next(now, ThreadLocalRandom.current()),
            spender,
            quoted.model(),
            input,
            Optional.empty(),
            quoter.text(input),
            metadata.map(quoter::text),
            asked.stored(),
            RequestFiles.living(asked.outputLife()),
            asked.terms(now).deadlines(),
            quoted.quote(),
            correlationId,
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
