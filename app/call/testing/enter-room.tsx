import { screen } from "@testing-library/react";
import { frames, said } from "./frames.ts";
import { renderCall } from "./render-call.tsx";

/** What a Worker that takes everything says of itself. */
export const features = ["text", "patience", "talk", "think", "steer", "ping", "playback", "muted"];

export const button = (name: string) => screen.getByRole("button", { name });

/** What was done in the room, and the end: what was sent beside sound and pings. */
export const toldIn = (sent: Uint8Array[]) => said(sent).filter((it) => typeof it === "string" && !it.startsWith("ping"));

/** A live call with a Worker that takes everything; `told` is what it was told of the room. */
export const enter = async (...more: Uint8Array<ArrayBuffer>[]) => {
  const call = renderCall();
  await call.connect();
  const [nowUnixMs, startedAtUnixMs, endsAtUnixMs] = [Date.now(), Date.now() - 61_000, Date.now() + 3_600_000];
  call.receive(frames.started({ features, nowUnixMs, startedAtUnixMs, endsAtUnixMs }), ...more);
  const told = () => toldIn(call.wire().sent);
  return { ...call, told };
};
