import { refusal } from "../server/refusal.server.ts";

export const loader = () => refusal("NOT_FOUND");
export const action = () => refusal("NOT_FOUND");
