import { exportOf } from "../account/export.server.ts";
import { requireApiUser } from "../auth/require-caller.server.ts";
import { countRequest } from "../limits/limits.server.ts";
import { apiRoute } from "../server/api-route.server.ts";

const encoder = new TextEncoder();

/** Pulled as fast as the reader takes it. If a piece cannot be read the stream errors, so that nobody takes the file for complete. */
const streamOf = (pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: () => void pieces.return(undefined),
  });

export const loader = apiRoute("GET", {
  GET: async ({ request, app }) => {
    const user = await requireApiUser(request, app);
    await countRequest(request, app, { limit: "export", account: user.id });
    const day = new Date().toISOString().slice(0, 10);
    return new Response(streamOf(exportOf(app.db, user)), {
      headers: { "Content-Type": "application/json", "Content-Disposition": `attachment; filename="preppal-${day}.json"` },
    });
  },
});
export const action = apiRoute("GET", {});
