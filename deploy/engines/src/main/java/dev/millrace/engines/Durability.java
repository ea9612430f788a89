package dev.millrace.engines;

/** What the data must survive, and with it how much speed may be bought. */
public enum Durability {
  /** What PostgreSQL acknowledged survives a power cut. */
  LASTING,
  /** For tests: data survives a killed engine, but not a killed machine; starts are quicker. */
  FLEETING
}
