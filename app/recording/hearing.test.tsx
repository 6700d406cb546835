import { act, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Hearable, HearIt } from "./hearing.tsx";
import { noteRecording } from "./kept.client.ts";
import { nameOf } from "./places.ts";

const interviewId = "0b0f7a3e-0000-4000-8000-000000000001";
const place = { speaker: "USER", atMs: 1_000 } as const;

beforeEach(noteRecording);
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
});

/** Renders a line whose recording the device reads only when the test lets it. */
const renderLine = () => {
  const file = Promise.withResolvers<File>();
  const folder = {
    entries: async function* () {
      yield [nameOf(place), { kind: "file", getFile: () => file.promise }];
    },
    getDirectoryHandle: async () => folder,
  };
  vi.stubGlobal("navigator", { ...navigator, storage: { getDirectory: async () => folder } });
  const played: string[] = [];
  const audio = class extends EventTarget {
    src = "";
    readonly play = async () => void played.push(this.src);
    readonly pause = () => undefined;
  };
  vi.stubGlobal("Audio", audio);
  const urls = { made: 0, revoked: 0 };
  vi.stubGlobal("URL", { createObjectURL: () => `blob:${(urls.made += 1)}`, revokeObjectURL: (url: string) => url && (urls.revoked += 1) });
  const { unmount } = render(
    <Hearable interviewId={interviewId} lines={1}>
      <HearIt place={place} about="your answer" />
    </Hearable>,
  );
  return { played, urls, unmount, read: () => act(async () => file.resolve(new File([], "line.wav"))) };
};

it("plays a line once the device has read it, and gives its memory back", async () => {
  const { played, urls, unmount, read } = renderLine();
  await userEvent.click(await screen.findByRole("button", { name: /^Hear it/ }));
  await read();
  expect(played).toEqual(["blob:1"]);
  unmount();
  expect(urls).toEqual({ made: 1, revoked: 1 });
});

it("plays nothing that the device has read only after Stop was pressed", async () => {
  const { played, urls, read } = renderLine();
  await userEvent.click(await screen.findByRole("button", { name: /^Hear it/ }));
  await userEvent.click(await screen.findByRole("button", { name: /^Stop/ }));
  await read();
  expect([played, urls.made]).toEqual([[], 0]);
});

it("plays nothing that the device has read only after the page was left", async () => {
  const { played, urls, unmount, read } = renderLine();
  await userEvent.click(await screen.findByRole("button", { name: /^Hear it/ }));
  unmount();
  await read();
  expect([played, urls.made]).toEqual([[], 0]);
});
