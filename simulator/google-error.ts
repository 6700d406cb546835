/** A WebSocket close in Google's words. The reason is cut to the 123 bytes that a close frame can hold (RFC 6455 §5.5). */
export type Close = { code: number; reason: string };

export const invalidArgument: Close = { code: 1007, reason: "Request contains an invalid argument." };
export const thinkingLevelNotSupported: Close = { code: 1007, reason: "Thinking level is not supported for this model." };
export const schedulingNotSupported: Close = { code: 1007, reason: "Function response scheduling is not supported for this model." };
export const keyNotValid: Close = { code: 1007, reason: "API key not valid. Please pass a valid API key." };
export const notFound: Close = { code: 1008, reason: "Requested entity was not found." };
export const internalError: Close = { code: 1011, reason: "Internal error encountered." };
export const deadlineExpired: Close = { code: 1011, reason: "Deadline expired before operation could complete." };

/** The close for a field that Google does not know. */
export const unknownName = (name: string, at: string): Close => ({
  code: 1007,
  reason: `Invalid JSON payload received. Unknown name "${name}"${at && ` at '${at}'`}: Cannot find field.`,
});

/** A field's name as Google's error texts spell it. */
export const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const modelNotFound = (model: string, version: string, method: string) =>
  `${model} is not found for API version ${version}, or is not supported for ${method}. Call ListModels to see the list of available models and their supported methods.`;

/** Cuts a reason to 123 bytes of UTF-8, without half a character at its end. */
export const cutToCloseReason = (reason: string): string => {
  const bytes = Buffer.from(reason);
  return bytes.length <= 123 ? reason : new TextDecoder().decode(bytes.subarray(0, 123)).replace(/\uFFFD+$/, "");
};

/** The JSON body of a REST error: https://cloud.google.com/apis/design/errors. */
export const errorBody = (code: number, status: string, message: string, details?: readonly unknown[]) =>
  JSON.stringify({ error: { code, message, status, ...(details && { details }) } }, null, 2);
