package dev.millrace.worker.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a worker clears files away. */
@ConfigMapping(prefix = "millrace.file-upkeep")
public interface FileUpkeepConfig {
  /** How often files are looked for whose time has come. */
  @WithDefault("PT1M")
  Duration expireEvery();

  /** How long an expired file is known as one: its URL answers 410 with the time, and then 404. */
  @WithDefault("P30D")
  Duration forgetAfter();

  /** How often objects are looked for that are to be deleted from the store. */
  @WithDefault("PT5S")
  Duration deleteEvery();

  /** Deletions under way at once in one worker. */
  @WithDefault("16")
  int deletions();

  /** After how long a deletion is tried again that did not succeed. */
  @WithDefault("PT1M")
  Duration deleteAgain();

  /** From the end of one walk through the store, for objects that nothing names, to the next. */
  @WithDefault("P1D")
  Duration walkEvery();

  /** Objects that the walk looks at in one go. */
  @WithDefault("1000")
  int walkPage();

  /** How long the walk rests between two pages. */
  @WithDefault("PT5S")
  Duration walkPause();

  /**
   * Younger objects are left alone by the walk: what names them may be on its way. Longer than any
   * upload or request may take.
   */
  @WithDefault("P1D")
  Duration orphanAge();
}
