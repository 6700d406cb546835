import { screen } from "@testing-library/react";
import { expect } from "vitest";
import { frames, said } from "./frames.ts";
import { renderCall } from "./render-call.tsx";

/** What a Worker that takes everything says of itself. */
export const features = ["text", "patience", "talk", "think", "steer", "ping", "playback", "muted"];

export const button = (name: string) => screen.getByRole("button", { name });

const firstPing = "ping 0 0";

/** What was sent beside sound and the first ping, which says that nothing has come yet. */
export const toldIn = (sent: Uint8Array[]) => {
  const all = said(sent).filter((it) => typeof it === "string");
  expect(all.filter((it) => it === firstPing)).toHaveLength(1);
  return all.filter((it) => it !== firstPing);
};

/** A live call with a Worker that takes everything; `told` is what it was sent beside sound and its first ping. */
export const enter = async (...more: Uint8Array<ArrayBuffer>[]) => {
  const call = renderCall();
  await call.connect();
  const [nowUnixMs, startedAtUnixMs, endsAtUnixMs] = [Date.now(), Date.now() - 61_000, Date.now() + 3_600_000];
  call.receive(frames.started({ features, nowUnixMs, startedAtUnixMs, endsAtUnixMs }), ...more);
  const told = () => toldIn(call.wire().sent);
  return { ...call, told };
};
