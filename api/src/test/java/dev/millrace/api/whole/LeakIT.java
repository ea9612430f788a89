package dev.millrace.api.whole;

import dev.millrace.testing.leak.LeakContract;

class LeakIT extends LeakContract {}
