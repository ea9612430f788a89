package dev.millrace.bench.speed;

import static dev.millrace.bench.contest.Latencies.millis;

import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Performance;
import dev.millrace.bench.upstream.FixedUpstream;
import dev.millrace.bench.wrk.Load;
import dev.millrace.bench.wrk.Outcome;
import java.io.IOException;
import java.util.ArrayList;
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

  @Option(names = "--connections", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}.")
  int connections;

  @Mixin Rounds rounds;

  @Option(names = "--without-peers", description = "Millrace alone; nothing is written.")
  boolean alone;

  @Override
  public Integer call() throws Exception {
    try (var upstream = FixedUpstream.open();
        var site = Site.open(surroundings(upstream))) {
      var figures = new GatewayFigures(rounds.many, rounds.seconds);
      race(
          site,
          figures,
          GatewayFigures.UPSTREAM,
          Load.post(
              upstream.url() + "/chat/completions", Map.of(), List.of("none"), Chat.body("m")));
      var millrace = new Millrace(site.cluster());
      millrace.start();
      try {
        var key = limitedKey(millrace);
        race(site, figures, GatewayFigures.PASSED, chat(millrace, key, PASSED));
        race(site, figures, GatewayFigures.TRANSLATED, chat(millrace, key, TRANSLATED));
      } finally {
        millrace.stop();
      }
      if (!alone) {
        var portkey = site.peers().portkey(upstream.url());
        portkey.service().start();
        try {
          race(
              site,
              figures,
              GatewayFigures.PORTKEY,
              Load.post(
                  portkey.url(),
                  portkey.headers(),
                  List.of("Bearer none"),
                  Chat.body("gpt-4o-mini")));
        } finally {
          portkey.service().stop();
        }
        Performance.in(site.root()).write(figures.sheet(connections));
      }
    }
    return 0;
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

  private static Load chat(Millrace millrace, String key, String model) {
    return Load.post(
        millrace.cluster().target(1).url() + "/v1/chat/completions",
        Map.of(),
        List.of("Bearer " + key),
        Chat.body(model));
  }

  private void race(Site site, GatewayFigures figures, String name, Load load)
      throws IOException, InterruptedException {
    site.wrk().run(load.over(connections, rounds.warmUp()));
    var many = rounds(site, load, connections);
    var lone = rounds(site, load, 1);
    figures.take(name, connections, many, lone);
    site.out()
        .printf(
            "%-26s %d connections: %s/s; one: p50 %s ms, p99 %s ms%n",
            name,
            connections,
            Samples.of(many, Outcome::rate).text(),
            millis(lone.stream().map(Outcome::p50).toList()),
            millis(lone.stream().map(Outcome::p99).toList()));
  }

  private List<Outcome> rounds(Site site, Load load, int many)
      throws IOException, InterruptedException {
    var all = new ArrayList<Outcome>();
    for (int i = 0; i < rounds.many; i++) {
      all.add(site.wrk().run(load.over(many, rounds.lasting())).good());
    }
    return all;
  }
}
