import { DurableObject } from "cloudflare:workers";
export class InterviewSession extends DurableObject {}
export default { fetch: () => new Response(null, { status: 404 }) };
