import { attempt } from "../ui/storage.ts";
import { folderOf, idOf, type Place, placeOf, root } from "./places.ts";

/** The longest that a recording is kept, in ms. Signing out deletes recordings at once, with all else the browser stores for the site. */
const keptMs = 30 * 24 * 60 * 60_000;
/** Room for somewhat more than an hour of talk, in bytes. */
const roomNeeded = 150_000_000;

/** Set while this browser may hold a recording. Without it nothing is searched. */
const anyKey = "preppal.recordings";
const wantedKeyOf = (interviewId: string) => `preppal.record.${interviewId}`;

/** Whether the candidate wants this interview recorded on this device. */
export const wantsRecording = (interviewId: string): boolean => attempt(() => localStorage.getItem(wantedKeyOf(interviewId))) === "on";

/** Stores the choice whether this interview is recorded on this device. */
export const wantRecording = (interviewId: string, isWanted: boolean): void => {
  attempt(() => {
    if (!isWanted) return localStorage.removeItem(wantedKeyOf(interviewId));
    localStorage.setItem(wantedKeyOf(interviewId), "on");
  });
};

/** Notes that this browser may hold a recording from now on. All may have been forgotten while one is wished for, or goes on. */
export const noteRecording = (): void => {
  attempt(() => localStorage.setItem(anyKey, "on"));
};

/** Why no recording can be made here; null if one can. */
export const hindranceToRecording = async (): Promise<"unsupported" | "full" | null> => {
  try {
    await openStorage();
    const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
    return quota - usage < roomNeeded ? "full" : null;
  } catch {
    return "unsupported";
  }
};

/** A segment on this device, with the line that it belongs to. */
export type Kept = Place & { file: () => Promise<File> };

/** The segments of an interview on this device; none if it was not recorded here. */
export const keptOf = async (interviewId: string): Promise<Kept[]> => {
  const folder = await (await openRoot())?.getDirectoryHandle(folderOf(interviewId)).catch(() => null);
  if (!folder) return [];
  const kept: Kept[] = [];
  for await (const [name, handle] of entriesOf(folder)) {
    const place = placeOf(name);
    if (place && handle.kind === "file") kept.push({ ...place, file: () => (handle as FileSystemFileHandle).getFile() });
  }
  return kept;
};

/** Deletes an interview's recording from this device, if there is one. */
export const forgetRecording = async (interviewId: string): Promise<void> => {
  wantRecording(interviewId, false);
  await (await openRoot())?.removeEntry(folderOf(interviewId), { recursive: true }).catch(() => undefined);
};

/** Deletes every recording from this device. */
export const forgetRecordings = async (): Promise<void> => {
  if (attempt(() => localStorage.getItem(anyKey)) !== "on") return;
  await openStorage()
    .then((it) => it.removeEntry(root, { recursive: true }))
    .catch(() => undefined);
  attempt(() => localStorage.removeItem(anyKey));
};

/** Deletes recordings that are too old, and those no longer wanted, which remain if a page was closed while deleting. */
export const forgetOldRecordings = async (nowUnixMs: number): Promise<void> => {
  const all = await openRoot();
  if (!all) return;
  for await (const [name, handle] of entriesOf(all)) {
    if (handle.kind !== "directory") continue;
    const youngest = await youngestOf(handle as FileSystemDirectoryHandle);
    if (youngest < nowUnixMs - keptMs || !wantsRecording(idOf(name))) await all.removeEntry(name, { recursive: true });
  }
};

const youngestOf = async (folder: FileSystemDirectoryHandle): Promise<number> => {
  let youngest = 0;
  for await (const [, handle] of entriesOf(folder))
    if (handle.kind === "file") youngest = Math.max(youngest, (await (handle as FileSystemFileHandle).getFile()).lastModified);
  return youngest;
};

const openRoot = async (): Promise<FileSystemDirectoryHandle | null> => {
  if (attempt(() => localStorage.getItem(anyKey)) !== "on") return null;
  return openStorage()
    .then((it) => it.getDirectoryHandle(root))
    .catch(() => null);
};

/** Opens the origin private file system. Rejects if the browser has none, or denies it in a private window. */
const openStorage = async (): Promise<FileSystemDirectoryHandle> => navigator.storage.getDirectory();

/** TypeScript's DOM library lacks the iteration of directories. */
type Walkable = FileSystemDirectoryHandle & { entries: () => AsyncIterable<[string, FileSystemHandle]> };
const entriesOf = (folder: FileSystemDirectoryHandle) => (folder as Walkable).entries();
