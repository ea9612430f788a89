package dev.millrace.bench.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.contest.Contestant;
import dev.millrace.bench.wrk.Load;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A service on Fastify: one process takes requests, another runs them, over one store. */
final class QueuePeer implements Contestant {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Store store;
  private final NodeService api;
  private final NodeService worker;
  private final Load submit;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Where a peer keeps its requests. */
  interface Store {
    void start() throws Exception;

    void stop();
  }

  QueuePeer(String name, Store store, NodeService api, NodeService worker, Load submit) {
    this.name = name;
    this.store = store;
    this.api = api;
    this.worker = worker;
    this.submit = submit;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() throws Exception {
    store.start();
    api.start();
    worker.start();
  }

  @Override
  public void stop() {
    worker.stop();
    api.stop();
    store.stop();
  }

  @Override
  public Load submit() {
    return submit;
  }

  @Override
  public long completed() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(submit.url()).resolve("/completed"))
            .header("Authorization", submit.keys().getFirst())
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    return JSON.readTree(answer.body()).path("completed").asLong();
  }
}
