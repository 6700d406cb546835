/**
 * Runs a task on local storage. Null if it throws, because the browser forbids storage (private mode, blocked cookies), no room is left, or
 * the stored text is not JSON.
 */
export const attempt = <Result>(task: () => Result): Result | null => {
  try {
    return task();
  } catch {
    return null;
  }
};
