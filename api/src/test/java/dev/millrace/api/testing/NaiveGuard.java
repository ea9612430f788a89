package dev.millrace.api.testing;

import dev.millrace.webhook.TargetGuard;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Knows the addresses of the tests, where there is no better guard. */
@DefaultBean
@ApplicationScoped
public class NaiveGuard implements TargetGuard {

  @Override
  public Uni<Optional<String>> problem(String url) {
    var isFine = url.startsWith("https://") && !url.contains("@") && !url.contains("://169.254.");
    return Uni.createFrom()
        .item(isFine ? Optional.empty() : Optional.of("webhook cannot be called"));
  }
}
