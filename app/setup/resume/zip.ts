import { bounds, ResumeError } from "./problem.ts";

const directoryEnd = 0x06054b50;
const directoryEntry = 0x02014b50;
const [endBytes, longestComment] = [22, 0xffff];
const isLocked = (flags: number) => (flags & 1) === 1;

type Entry = { name: string; flags: number; method: number; packed: Uint8Array<ArrayBuffer> };

/**
 * Checks that a DOCX contains a document and does not unpack to more than the limit, by counting the bytes that come out rather than
 * trusting its header. Images are not unpacked. Throws ResumeError.
 */
export const checkDocument = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
  const entries = entriesOf(bytes);
  if (entries.some(({ flags }) => isLocked(flags))) throw new ResumeError("locked");
  if (!entries.some(({ name }) => /^word\/document\d*\.xml$/.test(name))) throw new ResumeError("damaged");
  let left: number = bounds.unpackedBytes;
  for (const { name, method, packed } of entries) {
    if (!/\.(xml|rels)$/i.test(name)) continue;
    left -= method === 0 ? packed.length : await inflatedLength(packed, left);
    if (left < 0) throw new ResumeError("bomb");
  }
};

const entriesOf = (bytes: Uint8Array<ArrayBuffer>): Entry[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - endBytes;
  while (end >= 0 && end >= bytes.length - endBytes - longestComment && view.getUint32(end, true) !== directoryEnd) end -= 1;
  if (end < 0 || view.getUint32(end, true) !== directoryEnd) throw new ResumeError("damaged");
  const count = view.getUint16(end + 10, true);
  if (count > bounds.entries) throw new ResumeError("bomb");
  const entries: Entry[] = [];
  try {
    for (let at = view.getUint32(end + 16, true); entries.length < count;) {
      if (view.getUint32(at, true) !== directoryEntry) throw new ResumeError("damaged");
      const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [number, number, number];
      const start = view.getUint32(at + 42, true);
      const data = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
      entries.push({
        name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
        flags: view.getUint16(at + 8, true),
        method: view.getUint16(at + 10, true),
        packed: bytes.subarray(data, data + view.getUint32(at + 20, true)),
      });
      at += 46 + nameLength + extra + comment;
    }
  } catch (cause) {
    throw cause instanceof RangeError ? new ResumeError("damaged", { cause }) : cause;
  }
  return entries;
};

/** The number of bytes after inflating, counted only until it exceeds `limit`. */
const inflatedLength = async (packed: Uint8Array<ArrayBuffer>, limit: number): Promise<number> => {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > limit) break;
    }
  } catch (cause) {
    throw new ResumeError("damaged", { cause });
  } finally {
    // A broken stream rejects this with what was already thrown.
    reader.cancel().catch(() => undefined);
  }
  return length;
};
