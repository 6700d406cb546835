import { bounds, ResumeError } from "./problem.ts";

const directoryEnd = 0x06054b50;
const directoryEntry = 0x02014b50;
const [endBytes, longestComment] = [22, 0xffff];
const isLocked = (flags: number) => (flags & 1) === 1;

type Entry = { name: string; flags: number; method: number; packed: Uint8Array<ArrayBuffer>; empty: () => void };

/**
 * Checks that a DOCX contains a document and does not unpack to more than the limit, by counting the bytes that come out rather than
 * trusting its header. Images are not unpacked: in `bytes`, whatever is not counted is emptied, because a document may be in a part of any
 * name. Throws ResumeError.
 */
export const checkDocument = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
  const entries = entriesOf(bytes);
  if (entries.some(({ flags }) => isLocked(flags))) throw new ResumeError("locked");
  if (!entries.some(({ name }) => /^word\/document\d*\.xml$/.test(name))) throw new ResumeError("damaged");
  let left: number = bounds.unpackedBytes;
  for (const { name, method, packed, empty } of entries) {
    if (!/\.(xml|rels)$/i.test(name)) {
      empty();
      continue;
    }
    left -= method === 0 ? packed.length : await inflatedLength(packed, left);
    if (left < 0) throw new ResumeError("bomb");
  }
};

/** The entries of a directory that every reader finds at the same place: it has no ZIP64 form, and fills what lies before its end. */
const entriesOf = (bytes: Uint8Array<ArrayBuffer>): Entry[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - endBytes;
  while (end >= 0 && end >= bytes.length - endBytes - longestComment && view.getUint32(end, true) !== directoryEnd) end -= 1;
  if (end < 0 || view.getUint32(end, true) !== directoryEnd) throw new ResumeError("damaged");
  const [disks, here, count] = [view.getUint32(end + 4, true), view.getUint16(end + 8, true), view.getUint16(end + 10, true)];
  if (count > bounds.entries) throw new ResumeError("bomb");
  const [size, first] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  if (disks !== 0 || here !== count || first + size !== end) throw new ResumeError("damaged");
  const entries: Entry[] = [];
  try {
    let at = first;
    while (entries.length < count) {
      const head = new DataView(bytes.buffer, bytes.byteOffset + at, 46);
      if (view.getUint32(at, true) !== directoryEntry) throw new ResumeError("damaged");
      const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [number, number, number];
      const start = view.getUint32(at + 42, true);
      const data = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
      entries.push({
        name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
        flags: view.getUint16(at + 8, true),
        method: view.getUint16(at + 10, true),
        packed: bytes.subarray(data, data + view.getUint32(at + 20, true)),
        empty: () => {
          head.setUint16(10, 0, true);
          head.setUint32(20, 0, true);
          head.setUint32(24, 0, true);
        },
      });
      at += 46 + nameLength + extra + comment;
    }
    if (at !== end) throw new ResumeError("damaged");
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
