import type { KeepAnswer, KeepOrder } from "./keeper.ts";

/** What TypeScript's DOM library leaves out: only a worker may write so, and Safari before 26 writes in no other way. */
type SyncAccess = {
  getSize: () => number;
  write: (bytes: Uint8Array) => number;
  truncate: (bytes: number) => void;
  flush: () => void;
  close: () => void;
};
type SyncFile = FileSystemFileHandle & { createSyncAccessHandle: () => Promise<SyncAccess> };

const keep = async ({ path: [root, folder, name], bytes }: KeepOrder): Promise<KeepAnswer> => {
  try {
    const all = await (await navigator.storage.getDirectory()).getDirectoryHandle(root, { create: true });
    const file = (await (await all.getDirectoryHandle(folder, { create: true })).getFileHandle(name, { create: true })) as SyncFile;
    const access = await file.createSyncAccessHandle();
    try {
      // After a reload the rest of a line comes once more by itself: what is there is the whole of it.
      if (access.getSize() >= bytes.length) return { problem: null };
      access.truncate(0);
      if (access.write(bytes) < bytes.length) return { problem: "full" };
      access.flush();
      return { problem: null };
    } finally {
      access.close();
    }
  } catch (cause) {
    return { problem: cause instanceof DOMException && cause.name === "QuotaExceededError" ? "full" : "failed" };
  }
};

let last = Promise.resolve();
self.addEventListener("message", ({ data }: MessageEvent<KeepOrder>) => {
  last = last.then(async () => self.postMessage(await keep(data)));
});
