import { requireApiUser } from "../auth/require-caller.server.ts";
import { mintFor } from "../interviews/mint.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { refusal } from "../server/refusal.server.ts";

export const loader = apiRoute("POST", {});

/** `POST /api/interviews/:id/token`, for the owner: 200 with a token for the Worker's socket; 400 if the interview is no longer PENDING. */
export const action = apiRoute("POST", {
  POST: async ({ request, app, id }) => {
    const user = await requireApiUser(request, app);
    const minted = await mintFor(request, app, { userId: user.id, id });
    switch (minted.outcome) {
      case "minted":
        return Response.json({ token: minted.token });
      case "missing":
        throw refusal("NOT_FOUND");
      case "notPending":
        throw refusal("BAD_REQUEST", "Interview is not in PENDING state");
      case "occupied":
        throw refusal("CONFLICT", minted.words);
      case "signedOut":
        throw refusal("UNAUTHORIZED");
    }
  },
});
