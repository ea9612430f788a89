// The ways in which pages reach the api through the browser proxy.
import { createFalClient } from "@fal-ai/client";

const ORIGIN = "https://app.example.com";

// As a browser sends it for a page of that origin; `visitor` is the address that a proxy of ours saw.
// What is answered with an error is noted in `refused`, because some clients keep it to themselves.
export const refused = [];

export function fromPage(visitor) {
  return async (url, init = {}) => {
    const headers = { ...init.headers, origin: ORIGIN, "x-forwarded-for": visitor };
    const response = await fetch(url, { ...init, headers }).catch((error) => {
      refused.push(`${init.method} ${new URL(url).pathname}: ${error.message} ${error.cause}`);
      throw error;
    });
    if (!response.ok) {
      refused.push(`${init.method} ${new URL(url).pathname}: ${response.status} ${await response.clone().text()}`);
    }
    return response;
  };
}

export function falClient(base, visitor, fetching = fromPage(visitor)) {
  return createFalClient({
    credentials: undefined,
    proxyUrl: { url: `${base}/api/fal/proxy`, when: "always" },
    fetch: fetching,
  });
}

// What @modelrunner/client 1.3.0 sends from a browser (its middleware.ts, queue.ts and storage.ts),
// because no registry of ours has it: the same calls with the same headers and the same targets.
export function modelrunnerClient(base, visitor) {
  const page = fromPage(visitor);
  async function call(method, target, { input, headers = {}, signal } = {}) {
    const response = await page(`${base}/api/modelrunner/proxy`, {
      method,
      mode: "cors",
      signal,
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        ...headers,
        "x-modelrunner-target-url": target,
      },
      body: method !== "GET" && input ? JSON.stringify(input) : undefined,
    });
    const body = await response.json();
    if (!response.ok) {
      const error = new Error(body.message ?? response.statusText);
      throw Object.assign(error, { name: "ApiError", status: response.status, body });
    }
    return body;
  }
  const queue = (path) => `https://queue.modelrunner.run/${path}`;
  const rest = (path) => `https://modelrunner.run/${path}`;
  // Only the first step of the alias is kept.
  const app = (endpoint) => endpoint.split("/").slice(0, 2).join("/");
  return {
    submit: (endpoint, input) =>
      call("POST", queue(endpoint), { input, headers: { "x-modelrunner-queue-priority": "normal" } }),
    status: (endpoint, id) => call("GET", queue(`${app(endpoint)}/requests/${id}/status?logs=0`)),
    result: (endpoint, id) => call("GET", queue(`${app(endpoint)}/requests/${id}`)),
    cancel: (endpoint, id) => call("PUT", queue(`${app(endpoint)}/requests/${id}/cancel`)),
    link: (fileUrl) => call("GET", fileUrl),
    async upload(file) {
      const content_type = file.type || "application/octet-stream";
      if (file.size <= 90 * 1024 * 1024) {
        const input = { content_type, file_name: file.name };
        const { upload_url, file_url } = await call("POST", rest("storage/upload/initiate"), { input });
        await put(upload_url, file, { "Content-Type": content_type });
        return file_url;
      }
      return multipart(file, content_type);
    },
  };

  async function multipart(file, content_type) {
    const PART = 10 * 1024 * 1024;
    const input = { content_type, file_name: file.name, size: file.size };
    const begun = await call("POST", rest("storage/upload/initiate-multipart"), { input });
    const { uploadKey, uploadId, fileUrl } = begun;
    const parts = [];
    for (let partNumber = 1; (partNumber - 1) * PART < file.size; partNumber++) {
      const query = new URLSearchParams({ uploadKey, uploadId, partNumber: String(partNumber) });
      const { presignedUrl } = await call("GET", rest(`storage/upload/multipart-url?${query}`));
      const chunk = file.slice((partNumber - 1) * PART, Math.min(partNumber * PART, file.size));
      const response = await put(presignedUrl, chunk, {});
      parts.push({ partNumber, etag: response.headers.get("etag").replace(/"/g, "") });
    }
    await call("POST", rest("storage/upload/complete"), { input: { uploadId, uploadKey, parts } });
    return fileUrl;
  }

  async function put(url, body, headers) {
    const response = await page(url, { method: "PUT", body, headers });
    if (!response.ok) {
      throw Object.assign(new Error(await response.text()), { status: response.status });
    }
    return response;
  }
}
