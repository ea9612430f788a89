package dev.millrace.queue.life;

import dev.millrace.queue.Admission;
import dev.millrace.queue.Liveness;
import dev.millrace.queue.OverdueRequests;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Requests;

/** What requests live through. */
public record Ports(
    Admission admission,
    RequestQueue queue,
    Requests requests,
    OverdueRequests overdue,
    Liveness liveness) {}
