package dev.millrace.bench.speed;

import dev.millrace.bench.peer.Peers;
import dev.millrace.bench.report.Sheet;
import dev.millrace.bench.speed.GatewayTurns.Entrant;
import dev.millrace.bench.upstream.FixedUpstream;
import dev.millrace.bench.wrk.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The gateway beside Portkey's, with one upstream for both. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description =
        "Sends chats through Millrace, passed through and translated, and through Portkey.")
final class GatewayBench implements Callable<Integer> {
  private static final String PASSED = "openai/gpt-4o-mini";
  private static final String TRANSLATED = "anthropic/claude-haiku-4-5";
  private static final String FOR_PORTKEY = "gpt-4o-mini";

  /** Of an answer whose frames cost more than its beginning and its end. */
  private static final int MANY_WORDS = 2_000;

  /** Of an answer that is there for its first frame. */
  private static final int FEW_WORDS = 16;

  /** For what shares most of its code with what ran before. */
  private static final Duration WARM_UP_OF_THE_NEXT = Duration.ofSeconds(30);

  @Option(names = "--connections", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}.")
  int connections;

  @Option(
      names = "--streams",
      defaultValue = "4",
      description = "At once, whose frames are relayed. Default: ${DEFAULT-VALUE}.")
  int streams;

  @Mixin Rounds rounds = new Rounds(5, 150);

  @Option(names = "--without-peers", description = "Millrace alone; nothing is written.")
  boolean alone;

  @Override
  public Integer call() throws Exception {
    try (var upstream = FixedUpstream.open()) {
      Site.use(surroundings(upstream), site -> measure(site, upstream));
    }
    return 0;
  }

  private void measure(Site site, FixedUpstream upstream) throws Exception {
    var report =
        new Report(
            Sheet.of(GatewayFigures.PART, rounds.many, rounds.seconds)
                .against(GatewayFigures.PORTKEY),
            site.out());
    var figures = new GatewayFigures(report);
    var millrace = new Millrace(site.cluster());
    millrace.start();
    try {
      var key = limitedKey(millrace);
      takeTurns(site, figures, upstream, entrants(millrace, key, upstream));
      relay(site, figures, chat(millrace, key, Chat.stream(PASSED, MANY_WORDS)));
      var chats = new LinkedHashMap<String, Load>();
      chats.put(GatewayFigures.UPSTREAM, straight(upstream, Chat.stream("m", FEW_WORDS)));
      chats.put(GatewayFigures.PASSED, chat(millrace, key, Chat.stream(PASSED, FEW_WORDS)));
      timeFirstTokens(figures, chats);
    } finally {
      millrace.stop();
    }
    figures.relate(connections);
    if (!alone) {
      report.write(site.root());
    }
  }

  private List<Entrant> entrants(Millrace millrace, String key, FixedUpstream upstream) {
    return List.of(
        new Entrant(
            GatewayFigures.UPSTREAM,
            straight(upstream, Chat.body("m")),
            Rounds.WARM_UP_OF_THE_WARM),
        new Entrant(GatewayFigures.PASSED, chat(millrace, key, Chat.body(PASSED)), rounds.warmUp()),
        new Entrant(GatewayFigures.TRANSLATED, chat(millrace, key, Chat.body(TRANSLATED)), next()));
  }

  /** Portkey's gateway runs no longer than it is needed. */
  private void takeTurns(
      Site site, GatewayFigures figures, FixedUpstream upstream, List<Entrant> entrants)
      throws IOException, InterruptedException {
    var turns = new GatewayTurns(site.wrk(), rounds, connections);
    if (alone) {
      figures.take(connections, turns.take(entrants));
      return;
    }
    var portkey = site.peers().portkey(upstream.url());
    portkey.service().start();
    try {
      var all = new ArrayList<>(entrants);
      all.add(
          new Entrant(
              GatewayFigures.PORTKEY,
              through(portkey, Chat.body(FOR_PORTKEY)),
              Rounds.WARM_UP_OF_THE_WARM));
      figures.take(connections, turns.take(all));
    } finally {
      portkey.service().stop();
    }
  }

  private void relay(Site site, GatewayFigures figures, Load chat) throws Exception {
    try (var reader = new ChatReader(streams)) {
      var relay = new Relay(reader, chat, streams, site.cluster().api(1).pid());
      relay.round(next());
      figures.takeFrames(streams, rounds.take(() -> relay.round(rounds.lasting())));
    }
  }

  private void timeFirstTokens(GatewayFigures figures, Map<String, Load> chats) throws Exception {
    try (var reader = new ChatReader(1)) {
      var first = new FirstTokens(reader, chats);
      first.round(next());
      figures.takeFirstTokens(rounds.take(() -> first.round(rounds.lasting())));
    }
  }

  private static Map<String, String> surroundings(FixedUpstream upstream) {
    return Map.of(
        "OPENAI_BASE_URL",
        upstream.url(),
        "OPENAI_API_KEY",
        "bench",
        "ANTHROPIC_BASE_URL",
        upstream.url().replace("/v1", ""),
        "ANTHROPIC_API_KEY",
        "bench");
  }

  /** Limits are counted for it, though nobody reaches them. */
  private static String limitedKey(Millrace millrace) throws IOException, InterruptedException {
    try (var operator = millrace.cluster().operator(1)) {
      return operator.limited(millrace.customer()).key();
    }
  }

  private static Load straight(FixedUpstream upstream, String body) {
    return Load.post(upstream.url() + "/chat/completions", Map.of(), List.of("none"), body);
  }

  private static Load chat(Millrace millrace, String key, String body) {
    return Load.post(
        millrace.cluster().target(1).url() + "/v1/chat/completions",
        Map.of(),
        List.of("Bearer " + key),
        body);
  }

  private static Load through(Peers.Gateway portkey, String body) {
    return Load.post(portkey.url(), portkey.headers(), List.of("Bearer none"), body);
  }

  /** Never longer than the first one. */
  private Duration next() {
    return Collections.min(List.of(rounds.warmUp(), WARM_UP_OF_THE_NEXT));
  }
}
