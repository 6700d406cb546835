/** The home page as it says that the account was deleted. */
export const homeAfterDeletion = "/?deleted=account";

export const isAfterDeletion = (request: Request): boolean => new URL(request.url).searchParams.get("deleted") === "account";
