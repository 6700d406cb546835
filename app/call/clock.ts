/** "4:07", or "1:04:07"; `pad` writes minutes in two digits. */
export const clock = (seconds: number, pad = false): string => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const two = (it: number) => String(it).padStart(2, "0");
  return `${hours > 0 ? `${hours}:` : ""}${pad || hours > 0 ? two(minutes) : minutes}:${two(seconds % 60)}`;
};
