import type { IncomingMessage, ServerResponse } from "node:http";
import { ZodError } from "zod";
import { readBody } from "./body.ts";
import type { House } from "./reception.ts";
import { command, restAnswer } from "./scenario.ts";

/** The /control API. For tests only: it is not part of Google's wire protocol. */
export const control = async (house: House, request: IncomingMessage, response: ServerResponse) => {
  const url = new URL(request.url ?? "/", "http://control");
  const [, , kind = "", name = "", part] = url.pathname.split("/").map(decodeURIComponent);
  const method = request.method ?? "GET";
  const answer = (status: number, body?: unknown) => {
    response.writeHead(
      status,
      body instanceof Buffer ? { "Content-Type": "application/octet-stream" } : { "Content-Type": "application/json" },
    );
    response.end(body instanceof Buffer ? body : body === undefined ? undefined : JSON.stringify(body));
  };
  try {
    if (kind === "scripts" && method === "PUT") {
      house.playbook.put(name, JSON.parse((await readBody(request)).toString("utf8")));
      return answer(204);
    }
    if (kind === "scripts" && method === "DELETE") return answer(house.playbook.delete(name) ? 204 : 404);
    if (kind === "scripts" && method === "POST" && part === "rest") {
      const released = restAnswer.parse(JSON.parse((await readBody(request)).toString("utf8")));
      return answer(house.playbook.get(name)?.release(released) ? 204 : 409);
    }
    if (kind === "sessions" && method === "GET" && name === "") {
      return answer(200, house.records.about(url.searchParams.get("key") ?? ""));
    }
    if (kind === "requests" && method === "GET") {
      const key = url.searchParams.get("key") ?? "";
      const asked = house.requests.filter((it) => it.includes(key));
      return answer(
        200,
        asked.map((it): unknown => JSON.parse(it)),
      );
    }
    const record = house.records.all.find(({ id }) => id === name);
    if (kind === "sessions" && record && method === "GET" && part === "audio") {
      const audio = record.audio();
      return audio ? answer(200, audio) : answer(410);
    }
    if (kind === "sessions" && record && method === "POST" && part === "act") {
      const act = command.parse(JSON.parse((await readBody(request)).toString("utf8")));
      const session = house.sessions.get(record.id) ?? house.handshakes.get(record.id);
      return answer((await session?.act(act)) ? 204 : 409);
    }
    answer(404);
  } catch (error) {
    if (!(error instanceof ZodError || error instanceof SyntaxError)) throw error;
    answer(400, { error: error.message });
  }
};
