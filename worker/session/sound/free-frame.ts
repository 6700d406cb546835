/**
 * Frees the memory of a frame that has been read; every view into it is empty afterwards. The platform's event holds its frame until a
 * major garbage collection: without this the frames pile up and bring on the next one.
 */
export const freeFrame = (frame: ArrayBuffer) => void frame.transfer(0);
