package dev.millrace.deployment;

/**
 * A setting that is dangerous in production.
 *
 * @param setting its name
 * @param advice what is wrong and what to do; holds no value of any setting
 */
public record Finding(String setting, Severity severity, String advice) {

  /** What production does about it. */
  public enum Severity {
    /** Does not become ready. */
    REFUSED,
    /** Says so at start. */
    WARNED
  }

  static Finding refused(String setting, String advice) {
    return new Finding(setting, Severity.REFUSED, advice);
  }

  static Finding warned(String setting, String advice) {
    return new Finding(setting, Severity.WARNED, advice);
  }

  public boolean isRefused() {
    return severity == Severity.REFUSED;
  }
}
