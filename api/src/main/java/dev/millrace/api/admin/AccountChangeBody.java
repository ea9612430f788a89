package dev.millrace.api.admin;

import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.api.http.fault.Refusal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is to become of an account; what is left out stays. */
@Schema(name = "AccountChange")
public record AccountChangeBody(
    @Schema(maxLength = 200) String name,
    @Schema(description = "one of the plans that are set up") String plan) {
  private static final int LONGEST_NAME = 200;

  Optional<String> checkedName() {
    return Optional.ofNullable(name).map(text -> Text.required("name", text, LONGEST_NAME));
  }

  /** An account must not be put on a plan by a slip of the pen: it would get the usual one. */
  Optional<String> checkedPlan(Plans plans) {
    var known = plans.all().stream().map(Plan::name).toList();
    if (plan != null && !known.contains(plan)) {
      throw Refusal.of("plan", "enum", "must be one of " + String.join(", ", known));
    }
    return Optional.ofNullable(plan);
  }
}
