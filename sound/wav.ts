const headerBytes = 44;

/** A WAV file of PCM16 mono, little-endian, at `hz`. */
export const wavOf = (pieces: readonly Uint8Array[], hz: number): Uint8Array<ArrayBuffer> => {
  const length = pieces.reduce((sum, it) => sum + it.length, 0);
  const wav = new Uint8Array(headerBytes + length);
  const view = new DataView(wav.buffer);
  const word = (at: number, text: string) =>
    wav.set(
      [...text].map((letter) => letter.charCodeAt(0)),
      at,
    );
  word(0, "RIFF");
  view.setUint32(4, headerBytes - 8 + length, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, hz, true);
  view.setUint32(28, 2 * hz, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, length, true);
  let at = headerBytes;
  for (const piece of pieces) {
    wav.set(piece, at);
    at += piece.length;
  }
  return wav;
};
