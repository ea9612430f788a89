package dev.millrace.api.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Endings;
import dev.millrace.api.testing.Ledger;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WebhookTarget.Event;
import dev.millrace.request.RequestId;
import dev.millrace.webhook.DeliveryId;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something of every kind that an account can have, made through the API, and marked.
 *
 * @param mark stands in all of it, and nowhere else
 * @param ids of all of it, by the words of {@code isolation.txt}
 * @param narrow keys of the account that may one thing each
 */
record Belongings(Callers.Caller owner, String mark, Map<String, String> ids, List<String> narrow) {
  /** What the narrow keys may: whatever a call needs, one of them lacks it. */
  static final List<String> NARROW = List.of("webhooks:read", "billing:read");

  static Belongings make(Endings endings, Ledger ledger) {
    return new Making(Callers.with("10")).all(endings, ledger);
  }

  private static final class Making {
    private final Callers.Caller owner;
    private final Map<String, String> ids = new HashMap<>();
    private final String mark;

    Making(Callers.Caller owner) {
      this.owner = owner;
      var random = new byte[8];
      new SecureRandom().nextBytes(random);
      // In the letters that every kind of name may have.
      this.mark = "MARK" + HexFormat.of().formatHex(random).toUpperCase(Locale.ROOT);
    }

    Belongings all(Endings endings, Ledger ledger) {
      ids.put("account", owner.account());
      requests(endings);
      files();
      delivery(ledger);
      var narrow = NARROW.stream().map(this::key).toList();
      cap();
      vault();
      ids.put(
          "config",
          made("/v1/model-configs", "{'provider':'local','modelId':'local/chat','settings':{}}")
              .getString("id"));
      return new Belongings(owner, mark, Map.copyOf(ids), narrow);
    }

    private void requests(Endings endings) {
      var body = "{'said':'%s','metadata':{'label':'%1$s'}}";
      ids.put("queued", made("/local/echo", body).getString("request_id"));
      var ended = made("/local/echo", body).getString("request_id");
      endings.end(
          RequestId.parse(ended).orElseThrow(),
          new Verdict.Complete(
              "{\"answer\":\"%s\"}".formatted(mark),
              List.of(),
              Money.parse("0.0001"),
              Usage.ofOutputs(0, Duration.ofMillis(7))));
      ids.put("request", ended);
      ids.put(
          "response",
          made("/v1/responses", "{'model':'test/openai-chat','background':true,'input':'%s'}")
              .getString("id"));
    }

    private void files() {
      var file =
          good(
              owner
                  .call()
                  .contentType("text/plain")
                  .body(mark)
                  .post("/files?name=%s.txt".formatted(mark)));
      ids.put("file", file.getString("id"));
      ids.put("fileUrl", file.getString("url"));
      ids.put("tag", made("/tags", "{'name':'%s'}").getString("id"));
      ids.put(
          "upload",
          made("/storage/upload/initiate-multipart", "{'file_name':'%s.bin'}")
              .getString("uploadId"));
    }

    /** No worker is here that would make one. */
    private void delivery(Ledger ledger) {
      var request = RequestId.parse(ids.get("request")).orElseThrow();
      ledger.run(
          """
          insert into webhook_delivery (request_id, event, account_id, url, status, attempts,
            last_response_status, last_error, created_at, updated_at)
          select id, 'completed', account_id, 'https://hooks.example.com/' || $2, 'failed', 10, 500,
            'the receiver answered 500', now(), now() from request where id = $1
          """,
          request.value(),
          mark);
      ids.put("delivery", new DeliveryId(request, Event.COMPLETED).toString());
    }

    private String key(String scope) {
      var key = made("/v1/api-keys", "{'name':'%s','scopes':['" + scope + "']}");
      ids.put("key", key.getString("data.id"));
      return key.getString("data.key");
    }

    private void cap() {
      good(
          owner
              .call()
              .body(
                  "{\"key\":\"%s\",\"period\":\"day\",\"amount\":\"3\"}".formatted(ids.get("key")))
              .put("/billing/caps"));
    }

    private void vault() {
      ids.put(
          "providerKey",
          made(
                  "/v1/provider-keys",
                  "{'provider':'openai','name':'%s','apiKey':'sk-%1$s-0123456789'}")
              .getString("providerKey.id"));
      ids.put(
          "secret",
          made("/v1/secrets", "{'name':'%s','category':'custom','value':'sv-%1$s-0123456789'}")
              .getString("data.name"));
    }

    private JsonPath made(String path, String body) {
      return good(owner.call().body(body.formatted(mark).replace('\'', '"')).post(path));
    }

    private static JsonPath good(Response answer) {
      assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 299);
      return answer.jsonPath();
    }
  }
}
