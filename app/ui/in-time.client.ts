/** How long (ms) a part of the page may take to come. */
const partMs = 30_000;

/** What `coming` brings; rejects where it does not come in time, as on a network that swallows everything and refuses nothing. */
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
