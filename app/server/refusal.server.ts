import type { ApiError } from "../../contract/app-api.ts";

const statusOf = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
} as const;
type RefusalCode = keyof typeof statusOf;

const wordsOf: Record<RefusalCode, string> = {
  BAD_REQUEST: "The request could not be understood",
  UNAUTHORIZED: "Sign in first",
  FORBIDDEN: "This is not allowed",
  NOT_FOUND: "There is no such thing here",
  METHOD_NOT_ALLOWED: "This address does not take that method",
  CONFLICT: "The interview cannot move there",
  PAYLOAD_TOO_LARGE: "The request's body is too large",
  TOO_MANY_REQUESTS: "Too many requests, try again later",
  INTERNAL: "Something went wrong on our side",
};

/** The JSON answer to a refused request, to be thrown or returned. */
export const refusal = (code: RefusalCode, message: string = wordsOf[code], headers: HeadersInit = {}): Response =>
  Response.json({ error: { code, message } } satisfies ApiError, { status: statusOf[code], headers });

/** The refusal code for an HTTP status that was chosen elsewhere. */
export const codeOfStatus = (status: number): RefusalCode => {
  const codes = Object.keys(statusOf) as RefusalCode[];
  return codes.find((code) => statusOf[code] === status) ?? (status < 500 ? "BAD_REQUEST" : "INTERNAL");
};
