/** How long a part of the page may take to load, in ms. */
const partMs = 30_000;

/** Awaits `coming`, and rejects after 30 s: some networks drop everything and refuse nothing. */
export const inTime = async <Value>(coming: Promise<Value>): Promise<Value> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error("It did not come in time")), partMs);
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
};
