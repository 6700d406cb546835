/**
 * Frees the memory of a frame that has been read, at once. The platform's event holds on to its frame until a whole collection of garbage, so that all
 * frames between two of them pile up, and bring the next one about. Every view into the frame is empty from here on.
 */
export const letGo = (frame: ArrayBuffer) => void frame.transfer(0);
