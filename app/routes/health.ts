import { apiRoute } from "../server/api-route.server.ts";

export const loader = apiRoute("GET", { GET: async () => Response.json({ status: "ok" }) });
export const action = apiRoute("GET", {});
