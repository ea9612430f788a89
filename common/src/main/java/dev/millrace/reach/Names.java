package dev.millrace.reach;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/** Asks what a host name stands for. */
public interface Names {
  /** All addresses of a name, at least one. Fails when there is none, or nobody answers in time. */
  Uni<List<InetAddress>> addressesOf(String name);
}
