package dev.millrace.api.http;

/**
 * In which order a call meets the routes of Vert.x: behind the filters, before the resources. The
 * router tries one after the other, and to try a pattern costs a call more than to compare its
 * path; so those that are told by their path as it is come first.
 */
public final class RouteOrder {
  /** Of a route with one path. No pattern that would fit it is meant. */
  public static final int ONE_PATH = 90;

  /** Of submits in their plainest form, which are most calls and which no pattern need look at. */
  public static final int PLAIN_SUBMIT = 95;

  /** Of a pattern that comes before {@link #PATTERN} because one of those fits the same paths. */
  public static final int NARROW_PATTERN = 99;

  /** Of a pattern. */
  public static final int PATTERN = 100;

  private RouteOrder() {}
}
