type Field = string | number | boolean | null | undefined;

const secrets = [
  /\b((?:key|token|access_token)=)[^&\s"']+/gi,
  /\b(Bearer )[^\s"']+/gi,
  /\b(eyJ)[\w-]+\.[\w-]+\.[\w-]*/g,
  /\b(AIza)[\w-]+/g,
];

/** `text` without secrets: keys and tokens in URLs, bearers, JWTs and Google API keys are cut. */
export const redact = (text: string): string => secrets.reduce((rest, secret) => rest.replace(secret, "$1…"), text);

/** Logs one structured line: an event with ids and reasons. Never what was said. */
export const log = (event: string, fields: Record<string, Field> = {}) => {
  console.log(JSON.stringify({ event, ...fields }, (_, value: unknown) => (typeof value === "string" ? redact(value) : value)));
};

const longestCause = 2_000;

/**
 * Name and message of a thrown value, redacted, 300 characters at most. It is cut before it is redacted, because the patterns' cost grows
 * with the square of the length.
 */
export const describe = (cause: unknown): string =>
  redact(cause instanceof Error ? `${cause.name}: ${cause.message}`.slice(0, longestCause) : typeof cause).slice(0, 300);
