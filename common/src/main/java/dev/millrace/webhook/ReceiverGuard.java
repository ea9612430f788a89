package dev.millrace.webhook;

import dev.millrace.reach.Reach;
import dev.millrace.reach.Target;
import dev.millrace.reach.Targets;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Decides which addresses webhooks may be sent to. */
@ApplicationScoped
public class ReceiverGuard implements TargetGuard {
  private final Targets targets;
  private final Reach reach;

  public ReceiverGuard(Targets targets, WebhookConfig config) {
    this.targets = targets;
    this.reach = Reach.https(config.allowPrivate());
  }

  @Override
  public Uni<Optional<String>> problem(String url) {
    return look(url).map(ReceiverGuard::problemOf);
  }

  /** What the address comes to now, for whoever calls it at once. Never fails. */
  public Uni<Target> look(String url) {
    return targets.look(url, reach);
  }

  private static Optional<String> problemOf(Target target) {
    return switch (target) {
      case Target.Open open -> Optional.empty();
      case Target.Forbidden(var reason) -> Optional.of("webhook cannot be called: " + reason);
      case Target.Unresolved(var reason) -> Optional.of("webhook cannot be called: " + reason);
    };
  }
}
