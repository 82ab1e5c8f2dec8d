/** The service as this page asks it. The key stays in this module's memory: no storage, no cookie, no address. */

let key = "";

/** An answer that is a problem (RFC 9457), or none that could be read. */
export class Problem extends Error {
  /** @param {{name: string, status?: number, title?: string, detail?: string, errors?: object[]}} told */
  constructor(told) {
    super(told.title ?? told.name);
    this.told = told;
  }
}

export function useKey(value) {
  key = value.trim();
}

/** JSON from a path of the service. Throws Problem; AbortError if `signal` says so. */
export async function ask(path, { body, signal } = {}) {
  const headers = { Accept: "application/json, application/problem+json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers.Authorization = `Bearer ${key}`;
  const request = { method: body === undefined ? "GET" : "POST", body, headers, signal, credentials: "omit" };
  const answer = await fetch(path, request).catch((error) => {
    throw error.name === "AbortError" ? error : new Problem({ name: "unreachable" });
  });
  const told = await answer.json().catch((error) => {
    throw error.name === "AbortError" ? error : new Problem({ name: "unreadable", status: answer.status });
  });
  if (answer.ok) return told;
  throw new Problem({
    ...told,
    status: answer.status,
    name: String(told?.type ?? "")
      .split("/")
      .pop(),
    retryAfter: answer.headers.get("Retry-After"),
  });
}
