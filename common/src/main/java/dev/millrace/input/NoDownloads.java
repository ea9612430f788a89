package dev.millrace.input;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.fetch.Downloads;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Where nothing can read public URLs. */
@DefaultBean
@ApplicationScoped
public class NoDownloads implements Downloads {
  @Override
  public Uni<Download> open(String url, Bounds bounds) {
    return Uni.createFrom()
        .failure(new FaultException(FaultCode.URL_UNREACHABLE, "public URLs are not read here"));
  }
}
