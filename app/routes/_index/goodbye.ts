/** The home page as it says that the account was deleted, and what went with it. */
export const homeAfterDeletion = (receipt: string): string => `/?${new URLSearchParams({ deleted: "account", receipt })}`;

export const receiptIn = (request: Request): string | null => new URL(request.url).searchParams.get("receipt");
