package dev.millrace.api.admin;

import dev.millrace.api.http.key.AdminOnly;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether all money is as it should be, for the operator. */
@AdminOnly
@Path("/admin/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Admin")
public class AuditResource {
  private final AuditDesk desk;

  AuditResource(AuditDesk desk) {
    this.desk = desk;
  }

  @GET
  @Operation(
      summary = "Recomputes all money and tells what differs",
      description =
          "Balances from the ledger, charges from usage and rate cards, holds from what is in"
              + " flight. It takes half a minute for each million requests; 503 while another runs"
              + " on the node.")
  @APIResponse(responseCode = "200", description = "What was looked at, and every difference")
  public Uni<AuditView> run() {
    return desk.run().map(AuditView::of);
  }
}
