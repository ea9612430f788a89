package dev.millrace.deployment;

import dev.millrace.account.Plan;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What each plan allows. */
@ConfigMapping(prefix = "millrace.plans")
public interface PlansConfig {
  /** The plan of accounts whose own plan is none that is known. */
  @WithDefault("free")
  String usual();

  /** Changes of the built-in plans, and plans beside them, by name. */
  @WithParentName
  Map<String, Terms> changes();

  /** What is said of a plan; the rest of it is as in the built-in one, or in the usual one. */
  interface Terms {
    /** Bytes that one file may have. */
    Optional<MemorySize> largestUpload();

    /** Uploads that an account may have under way at once. */
    Optional<Integer> mostUnfinishedUploads();

    /** Bytes that all files of an account may have together; absent: no limit. */
    Optional<MemorySize> storedBytes();

    /** How long a file lives when nobody says; absent: for ever. */
    Optional<Duration> fileLife();

    /** The plan with these changes. */
    default Plan over(String name, Plan base) {
      return new Plan(
          name,
          largestUpload().map(MemorySize::asLongValue).orElse(base.largestUpload()),
          mostUnfinishedUploads().orElse(base.mostUnfinished()),
          storedBytes().map(MemorySize::asLongValue).or(base::storedBytes),
          fileLife().or(base::fileLife));
    }
  }
}
