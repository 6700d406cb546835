/** A rate limit was reached. Forms and JSON routes answer 429 with `Retry-After`. */
export class LimitedError extends Error {
  override name = "LimitedError";
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number, message = "Too many requests, try again later") {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The response headers for it. */
  get headers(): Record<string, string> {
    return { "Retry-After": String(this.retryAfterSeconds) };
  }
}

/** For pages: throws a reached limit as a 429 response, and any other error as it is. */
export const limitedPage = (error: unknown): never => {
  throw error instanceof LimitedError ? new Response(null, { status: 429, headers: error.headers }) : error;
};
