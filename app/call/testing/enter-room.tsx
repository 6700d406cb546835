import { screen } from "@testing-library/react";
import { expect } from "vitest";
import { frames, said } from "./frames.ts";
import { renderCall } from "./render-call.tsx";

/** The features that a Worker names which takes everything. */
export const features = ["text", "patience", "talk", "think", "steer", "ping", "playback", "muted"];

export const button = (name: string) => screen.getByRole("button", { name });

const firstPing = "ping 0 0";

/** What was sent besides audio and pings. There has to be exactly one first ping; how many follow depends on how slow the machine is. */
export const toldIn = (sent: Uint8Array[]) => {
  const all = said(sent).filter((it) => typeof it === "string");
  expect(all.filter((it) => it === firstPing)).toHaveLength(1);
  return all.filter((it) => !it.startsWith("ping "));
};

/** A live call with a Worker that takes everything. `told` is what it was sent besides audio and pings. */
export const enter = async (...more: Uint8Array<ArrayBuffer>[]) => {
  const call = renderCall();
  await call.connect();
  const [nowUnixMs, startedAtUnixMs, endsAtUnixMs] = [Date.now(), Date.now() - 61_000, Date.now() + 3_600_000];
  call.receive(frames.started({ features, nowUnixMs, startedAtUnixMs, endsAtUnixMs }), ...more);
  const told = () => toldIn(call.wire().sent);
  return { ...call, told };
};
