package dev.millrace.worker.whole;

import dev.millrace.testing.leak.LeakContract;

class LeakIT extends LeakContract {}
