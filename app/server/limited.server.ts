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

/** For a page: a limit that was reached as the page of its status. Throws whatever else it is. */
export const limitedPage = (error: unknown): never => {
  throw error instanceof LimitedError ? new Response(null, { status: 429, headers: error.headers }) : error;
};
