// What a page needs of Millrace. It holds no key: every call goes through the browser proxy, which
// adds the server's key, and uploads go straight to the store by a signed URL.

/** An answer that is no success. `message` says what happened and what to do. */
export class MillraceError extends Error {
  constructor(message, { status, code, retryAfter } = {}) {
    super(message);
    this.name = "MillraceError";
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export class Millrace {
  #proxy;

  /** @param proxyUrl such as https://api.example.com/api/modelrunner/proxy */
  constructor(proxyUrl) {
    this.#proxy = new URL(proxyUrl, location.href);
  }

  /**
   * Uploads a file and gives its URL, which a request may name as its input.
   * @param onProgress is told how much has been sent, from 0 to 1
   */
  async upload(file, { onProgress = () => {}, signal } = {}) {
    const content_type = file.type || "application/octet-stream";
    const begun = await this.#json("POST", "/storage/upload/initiate", {
      body: { file_name: file.name || "upload", content_type, size: file.size },
      signal,
    });
    await put(begun.upload_url, file, begun.upload_headers, onProgress, signal);
    return begun.file_url;
  }

  /** Puts a request into the queue. Gives `request_id`, `status_url`, `response_url`, `cancel_url`. */
  submit(model, input, { signal } = {}) {
    return this.#json("POST", `/${model}`, {
      body: input,
      signal,
      // If the answer is lost on its way and the page asks again, there is still one request.
      headers: { "idempotency-key": crypto.randomUUID() },
    });
  }

  /**
   * Follows a request to its end and gives its last status. A stream that breaks is opened again,
   * from how the request stands then.
   * @param onStatus is told each status, such as {status: "IN_QUEUE", queue_position: 3}
   */
  async follow(request, { onStatus = () => {}, signal } = {}) {
    for (let failures = 0; ; failures++) {
      try {
        const response = await this.#call("GET", `${request.status_url}/stream`, {
          accept: "text/event-stream",
          signal,
        });
        for await (const status of events(response.body)) {
          failures = 0;
          onStatus(status);
          if (["COMPLETED", "FAILED", "CANCELLED"].includes(status.status)) {
            return status;
          }
        }
      } catch (error) {
        if (signal?.aborted || error instanceof MillraceError || failures >= 5) {
          throw error;
        }
      }
      await pause(Math.min(250 * 2 ** failures, 4000), signal);
    }
  }

  /** What came of it: `output`, `totalPrice`, `inferenceTime`. Throws when it did not complete. */
  result(request, { signal } = {}) {
    return this.#json("GET", request.response_url, { signal });
  }

  cancel(request) {
    return this.#call("PUT", request.cancel_url).catch((error) => {
      // The proxy answers 400 to say "cancelled" to clients that would go on polling otherwise.
      if (error.status !== 400) {
        throw error;
      }
    });
  }

  /** A link to a file's bytes that works for a few minutes, for `<img src>` or a download. */
  async link(fileUrl, { signal } = {}) {
    return (await this.#json("GET", fileUrl, { signal })).url;
  }

  async #json(method, target, options) {
    return (await this.#call(method, target, options)).json();
  }

  async #call(method, target, { body, headers, accept = "application/json", signal } = {}) {
    let response;
    try {
      response = await fetch(this.#proxy, {
        method,
        headers: {
          accept,
          "x-modelrunner-target-url": new URL(target, this.#proxy).href,
          ...(body && { "content-type": "application/json" }),
          ...headers,
        },
        body: body && JSON.stringify(body),
        credentials: "omit",
        signal,
      });
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      throw new TypeError("The server cannot be reached. Check your connection and try again.", { cause: error });
    }
    if (!response.ok) {
      throw await failure(response);
    }
    return response;
  }
}

async function failure(response) {
  const body = await response.json().catch(() => ({}));
  return new MillraceError(body.message ?? body.error ?? `The server answered ${response.status}.`, {
    status: response.status,
    code: body.details?.code,
    retryAfter: Number(response.headers.get("retry-after")) || undefined,
  });
}

/** XMLHttpRequest, because fetch does not tell how much it has sent. */
function put(url, file, headers, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("PUT", url);
    // They are signed along with the URL. The length a browser says by itself, and nobody else may.
    for (const [name, value] of Object.entries(headers)) {
      if (name.toLowerCase() !== "content-length") {
        call.setRequestHeader(name, value);
      }
    }
    call.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    call.onload = () =>
      call.status < 300
        ? resolve()
        : reject(new MillraceError(`The store did not take the file (${call.status}).`, { status: call.status }));
    call.onerror = () => reject(new TypeError("The upload was interrupted. Check your connection and try again."));
    call.onabort = () => reject(new DOMException("The upload was cancelled.", "AbortError"));
    signal?.addEventListener("abort", () => call.abort(), { once: true });
    call.send(file);
  });
}

/** The data of server-sent events, parsed. Comments keep the connection alive and are passed over. */
async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      buffer += value;
      for (let end = buffer.indexOf("\n\n"); end >= 0; end = buffer.indexOf("\n\n")) {
        const lines = buffer.slice(0, end).split("\n");
        buffer = buffer.slice(end + 2);
        const data = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart());
        if (data.length > 0) {
          yield JSON.parse(data.join("\n"));
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {}); // whoever stops reading hangs up
  }
}

function pause(millis, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
