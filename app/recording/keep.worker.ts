import type { KeepAnswer, KeepOrder } from "./keeper.ts";

/** Missing in TypeScript's DOM library: only workers have it, and Safari before 26 has no other way to write. */
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
      // After a reload only the rest of a line may arrive under its name. The longer file is the whole line and stays.
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
