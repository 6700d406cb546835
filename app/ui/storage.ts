/** Storage throws where the browser forbids it (private modes, blocked cookies) or has no room in it, and what it holds may be no JSON: null then. */
export const attempt = <Result>(task: () => Result): Result | null => {
  try {
    return task();
  } catch {
    return null;
  }
};
