/**
 * Frees the memory of a frame that has been read: from here on every view into it is empty. The platform's event holds its frame until a major
 * garbage collection; without this all frames since the last one pile up, and bring about the next.
 */
export const freeFrame = (frame: ArrayBuffer) => void frame.transfer(0);
