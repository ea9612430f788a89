package dev.millrace.deployment;

import dev.millrace.access.ModelPattern;
import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
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

    /** Which models it has: names, with * for any characters. */
    Optional<List<String>> models();

    /** Calls of models in a minute; 0: no limit. */
    Optional<Long> requestsPerMinute();

    /** Calls of models in an hour; 0: no limit. */
    Optional<Long> requestsPerHour();

    /** Calls of models in a day (UTC); 0: no limit. */
    Optional<Long> requestsPerDay();

    /** Tokens read and written in a minute; 0: no limit. */
    Optional<Long> tokensPerMinute();

    /** Calls under way at the same time that are answered at once; 0: no limit. */
    Optional<Integer> requestsAtOnce();

    /** How long inputs and outputs can be read once requests have ended; absent: the longest. */
    Optional<Duration> retention();

    /** The plan with these changes. */
    default Plan over(String name, Plan base) {
      return new Plan(
          name,
          largestUpload().map(MemorySize::asLongValue).orElse(base.largestUpload()),
          mostUnfinishedUploads().orElse(base.mostUnfinished()),
          storedBytes().map(MemorySize::asLongValue).or(base::storedBytes),
          fileLife().or(base::fileLife),
          models().map(words -> patterns(name, words)).orElse(base.models()),
          limitsOver(base.limits()),
          retention().or(base::retention));
    }

    private Limits limitsOver(Limits base) {
      return new Limits(
          over(requestsPerMinute(), base.perMinute()),
          over(requestsPerHour(), base.perHour()),
          over(requestsPerDay(), base.perDay()),
          over(tokensPerMinute(), base.tokensPerMinute()),
          over(requestsAtOnce(), base.atOnce()));
    }

    private static <T extends Number> Optional<T> over(Optional<T> own, Optional<T> base) {
      return own.isPresent() ? own.filter(limit -> limit.longValue() > 0) : base;
    }

    private static List<ModelPattern> patterns(String name, List<String> words) {
      return words.stream()
          .map(
              word ->
                  ModelPattern.parse(word)
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException(
                                  "millrace.plans.%s.models has '%s', which names no models; write owner/alias, with * for any characters"
                                      .formatted(name, word))))
          .toList();
    }
  }
}
