-- Sends one call over and over, with one key after the other. METHOD, HEADERS ("name: value" a line),
-- KEYS (values of the header Authorization, one a line) and BODY come from the environment; at the
-- end one line of JSON says what came of it, times in microseconds.
wrk.method = os.getenv("METHOD")
wrk.body = os.getenv("BODY")
for name, value in string.gmatch(os.getenv("HEADERS"), "([^:\n]+): ([^\n]+)") do
  wrk.headers[name] = value
end

local calls = {}
local last = 0

-- Runs once the host is known.
function init(args)
  for key in string.gmatch(os.getenv("KEYS"), "[^\n]+") do
    wrk.headers["Authorization"] = key
    calls[#calls + 1] = wrk.format()
  end
end

function request()
  last = last % #calls + 1
  return calls[last]
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"micros":%d,"refused":%d,"broken":%d,"p50":%d,"p99":%d,"max":%d}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
