import { afterEach, expect, it, vi } from "vitest";
import { Keeper, type KeepOrder } from "./keeper.ts";
import { forgetRecordings, keptOf, wantRecording } from "./kept.client.ts";
import { root } from "./places.ts";

const interviewId = "0b0f7a3e-0000-4000-8000-000000000001";

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

/** A device whose storage is a map from folder to file names, written by the page's worker and read by its directories. */
const device = () => {
  const folders = new Map<string, string[]>();
  const gone = () => Promise.reject(new DOMException("gone", "NotFoundError"));
  const folderOf = async (names: string[]) => ({
    entries: async function* () {
      for (const name of names) yield [name, { kind: "file" }];
    },
  });
  const all = {
    getDirectoryHandle: (folder: string) => {
      const names = folders.get(folder);
      return names ? folderOf(names) : gone();
    },
  };
  const directory = {
    getDirectoryHandle: async (name: string) => (name === root && folders.size > 0 ? all : gone()),
    removeEntry: async () => folders.clear(),
  };
  vi.stubGlobal("navigator", { ...navigator, storage: { getDirectory: async () => directory } });
  const worker = class extends EventTarget {
    readonly postMessage = ({ path: [, folder, name] }: KeepOrder) => folders.set(folder, [...(folders.get(folder) ?? []), name]);
  };
  vi.stubGlobal("Worker", worker);
};

it("keeps lines that are found and forgotten like others, though all recordings were forgotten after this one was wished for", async () => {
  device();
  wantRecording(interviewId, true);
  const keeper = new Keeper(interviewId);
  const keep = (atMs: number) => keeper.keep({ speaker: "USER", atMs, wav: new Uint8Array(44) });
  keep(1_000);
  await forgetRecordings();
  expect(await keptOf(interviewId)).toEqual([]);
  keep(2_000);
  expect((await keptOf(interviewId)).map(({ atMs }) => atMs)).toEqual([2_000]);
  await forgetRecordings();
  expect(await keptOf(interviewId)).toEqual([]);
});
