package dev.millrace.dns;

import dev.millrace.context.CallerContext;
import dev.millrace.reach.Names;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The machine's name servers, asked without a thread that waits: callers choose the names, and a
 * name whose server never answers must hold nobody up.
 */
@Singleton
public class NameServers implements Names {
  private static final Duration QUERY_WITHIN = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final int MOST_QUERIES = 8;
  private static final int REMEMBERED_SECONDS = 60;

  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("millrace-names", true));
  private final DnsNameResolver resolver =
      new DnsNameResolverBuilder(loop.next())
          .channelType(NioDatagramChannel.class)
          .socketChannelType(NioSocketChannel.class)
          .queryTimeoutMillis(QUERY_WITHIN.toMillis())
          .maxQueriesPerResolve(MOST_QUERIES)
          .searchDomains(List.of())
          .ttl(0, REMEMBERED_SECONDS)
          .build();

  /** Answers on the caller's own thread where it has one: ours is for answers from name servers. */
  @Override
  public Uni<List<InetAddress>> addressesOf(String name) {
    return CallerContext.home(ask(name).ifNoItem().after(ANSWER_WITHIN).fail());
  }

  private Uni<List<InetAddress>> ask(String name) {
    return Uni.createFrom()
        .emitter(emitter -> resolver.resolveAll(name).addListener(done -> pass(done, emitter)));
  }

  @SuppressWarnings("unchecked") // the listener's type has lost what resolveAll promised
  private static void pass(
      Future<? super List<InetAddress>> done, UniEmitter<? super List<InetAddress>> emitter) {
    if (done.isSuccess()) {
      emitter.complete((List<InetAddress>) done.getNow());
    } else {
      emitter.fail(done.cause());
    }
  }

  @PreDestroy
  void close() {
    resolver.close();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
