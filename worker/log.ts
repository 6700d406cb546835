type Field = string | number | boolean | null | undefined;

const secrets = [
  /\b((?:key|token|access_token)=)[^&\s"']+/gi,
  /\b(Bearer )[^\s"']+/gi,
  /\b(eyJ)[\w-]+\.[\w-]+\.[\w-]*/g,
  /\b(AIza)[\w-]+/g,
];

/** `text` without what opens a door: keys and tokens of URLs, bearers, JWTs. */
export const redact = (text: string): string => secrets.reduce((rest, secret) => rest.replace(secret, "$1…"), text);

/** One structured line: what happened, to which interview, with ids and reasons. Never what was said. */
export const log = (event: string, fields: Record<string, Field> = {}) => {
  console.log(JSON.stringify({ event, ...fields }, (_, value: unknown) => (typeof value === "string" ? redact(value) : value)));
};

const longestCause = 2_000;

/** Name and message of a thrown value, short and redacted. What is looked through is bounded: the patterns' cost grows with its square. */
export const describe = (cause: unknown): string =>
  redact(cause instanceof Error ? `${cause.name}: ${cause.message}`.slice(0, longestCause) : typeof cause).slice(0, 300);
