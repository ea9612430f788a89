package dev.millrace.api.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.account.AccountId;
import dev.millrace.account.LedgerEntry;
import dev.millrace.account.StatementQuery;
import dev.millrace.account.StatementQuery.Place;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.ledger.Statements;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

/** Every movement of the caller's money: in parts as JSON, or all of them as CSV. */
@Path("/billing/statement")
@Tag(name = "Billing")
public class StatementResource {
  private static final int ROWS_AT_ONCE = 500;
  private static final int OK = 200;

  private final Authenticator authenticator;
  private final Statements statements;

  StatementResource(Authenticator authenticator, Statements statements) {
    this.authenticator = authenticator;
    this.statements = statements;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Every movement of the caller's money, latest first; the sum is the balance",
      description =
          "With Accept: text/csv, or format=csv, all entries of the range as one CSV file, without"
              + " limit and cursor.")
  @APIResponse(
      responseCode = "200",
      description = "A part of the statement, or the file",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = StatementPage.class)),
        @Content(mediaType = StatementFormat.CSV, schema = @Schema(implementation = String.class))
      })
  public Uni<StatementPage> statement(
      @BeanParam StatementParameters asked,
      @QueryParam("limit") @DefaultValue(PageLimit.USUAL) String limit,
      @QueryParam("cursor") String cursor,
      @Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(
            caller ->
                page(
                    caller.account(),
                    asked.query(),
                    StatementReader.place(cursor),
                    PageLimit.checked(limit)));
  }

  private Uni<StatementPage> page(
      AccountId account, StatementQuery query, Optional<Place> toldLast, int limit) {
    return statements
        .entries(account, query, toldLast, limit + 1)
        .map(entries -> Page.of(entries, limit, EntryView::of, StatementReader::cursor))
        .map(page -> new StatementPage(page.data(), page.nextCursor()));
  }

  /**
   * A part of a statement.
   *
   * @param nextCursor brings the next part; null on the last
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record StatementPage(List<EntryView> data, String nextCursor) {}

  @GET
  @Produces(StatementFormat.CSV)
  @Operation(hidden = true)
  public RestMulti<byte[]> file(
      @BeanParam StatementParameters asked, @Context HttpServerRequest request) {
    return RestMulti.fromUniResponse(
        authenticator.callerOf(request).map(caller -> new File(caller.account(), asked.query())),
        this::lines,
        file ->
            Map.of(
                HttpHeaders.CONTENT_DISPOSITION,
                List.of("attachment; filename=\"%s\"".formatted(asked.fileName()))),
        file -> OK);
  }

  private record File(AccountId account, StatementQuery query) {}

  /**
   * The database is read as fast as the caller reads, and no faster. Should it fail on the way,
   * REST breaks the connection: half a statement does not look like a whole one.
   */
  private Multi<byte[]> lines(File file) {
    return Multi.createBy()
        .concatenating()
        .streams(Multi.createFrom().item(StatementCsv.header()), parts(file));
  }

  private Multi<byte[]> parts(File file) {
    return Multi.createBy()
        .repeating()
        .uni(() -> new Reading(file), reading -> reading.next(statements))
        .whilst(entries -> entries.size() == ROWS_AT_ONCE)
        .filter(entries -> !entries.isEmpty())
        .map(StatementCsv::lines);
  }

  /** How far a file has been read. */
  private static final class Reading {
    private final File file;
    private Optional<Place> toldLast = Optional.empty();

    private Reading(File file) {
      this.file = file;
    }

    private Uni<List<LedgerEntry>> next(Statements statements) {
      return statements
          .entries(file.account(), file.query(), toldLast, ROWS_AT_ONCE)
          .invoke(
              entries ->
                  toldLast =
                      entries.isEmpty() ? toldLast : Optional.of(Place.of(entries.getLast())));
    }
  }
}
