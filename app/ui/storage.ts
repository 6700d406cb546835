/** Storage throws where the browser forbids it (private modes, blocked cookies): what it would have given is then null. */
export const attempt = <Result>(task: () => Result): Result | null => {
  try {
    return task();
  } catch {
    return null;
  }
};
