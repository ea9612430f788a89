package dev.millrace.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;

/** A provider whose upstreams say how many tokens something has before they are asked it. */
public interface Counting {
  /**
   * Whether it can be asked for this call: what is said has to be in the upstream's own protocol.
   */
  boolean counts(Call call);

  /**
   * The upstream's own answer, in that protocol; free of charge. Fails with a {@link
   * dev.millrace.fault.FaultException} whatever is wrong with the upstream, or with {@link
   * NoRoomException}. Cancelling closes the connection.
   */
  Uni<JsonNode> count(Call call);
}
