import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** The app as the Worker asks it about an interview: every interview is there, and every report is taken. */
export const startApp = async (): Promise<{ url: string; stop: () => void }> => {
  const server = createServer((request, response) => {
    const [, , , id = ""] = (request.url ?? "").split(/[/?]/);
    void text(request).then((body) => {
      const { status = "PENDING" } = body === "" ? {} : (JSON.parse(body) as { status?: string });
      const interview = { id, userId: "bench", status: request.url?.endsWith("/transcript") ? "COMPLETED" : status, role: "Engineer" };
      response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ interview, transcript: [], plan: null }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
};
