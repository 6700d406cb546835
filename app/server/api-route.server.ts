import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/cloudflare";
import { type App, openApp } from "./load-context.server.ts";
import { LimitedError } from "./limited.server.ts";
import { refusal } from "./refusal.server.ts";

type Method = "GET" | "POST" | "DELETE";
type ApiArgs = { request: Request; app: App; id: string };
type Answer = (args: ApiArgs) => Promise<Response>;

/** A loader or action that answers the given methods and refuses others with 405. `id` is the path's `:id`, or empty. */
export const apiRoute =
  (allow: string, answers: Partial<Record<Method, Answer>>) =>
  async ({ request, params, context }: LoaderFunctionArgs | ActionFunctionArgs): Promise<Response> => {
    const method = request.method === "HEAD" ? "GET" : request.method;
    const answer = Object.entries(answers).find(([name]) => name === method)?.[1];
    if (!answer) throw refusal("METHOD_NOT_ALLOWED", undefined, { Allow: allow });
    try {
      return await answer({ request, app: openApp(context), id: params["id"] ?? "" });
    } catch (error) {
      throw error instanceof LimitedError ? refusal("TOO_MANY_REQUESTS", error.message, error.headers) : error;
    }
  };
