/** Counts with their noun: `counted(1, "answer")` is "1 answer". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
