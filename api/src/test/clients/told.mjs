// What a client's promise came to, as plain JSON for the test that runs the script.

export async function told(promise) {
  try {
    return { value: await promise };
  } catch (error) {
    return {
      error: {
        name: error.name,
        message: error.message,
        status: error.status,
        requestId: error.requestId,
        body: error.body,
        fieldErrors: error.fieldErrors,
      },
    };
  }
}

// Counts the calls that a client makes, by method and path.
export function counting(calls) {
  return (url, init) => {
    const line = `${init?.method ?? "GET"} ${new URL(url).pathname}`;
    calls[line] = (calls[line] ?? 0) + 1;
    return fetch(url, init);
  };
}
