package dev.millrace.fault;

/** Who has to act so that a fault goes away. */
public enum FaultOrigin {
  /** The request itself: the caller changes it. */
  CALLER,
  /** The upstream: its operator mends it. */
  PROVIDER,
  /** Nobody: there is no room at the moment. */
  CAPACITY,
  /** We ourselves. */
  PLATFORM
}
