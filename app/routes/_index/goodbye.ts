/** The URL of the home page that confirms the deletion of an account, and what was deleted with it. */
export const homeAfterDeletion = (receipt: string): string => `/?${new URLSearchParams({ deleted: "account", receipt })}`;

export const receiptIn = (request: Request): string | null => new URL(request.url).searchParams.get("receipt");
