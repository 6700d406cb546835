/** Somebody asked too much for now. The outcome of a form or a JSON route is 429 with `Retry-After`. */
export class LimitedError extends Error {
  override name = "LimitedError";
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number, message = "Too many requests, try again later") {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** As a response carries it. */
  get headers(): Record<string, string> {
    return { "Retry-After": String(this.retryAfterSeconds) };
  }
}
