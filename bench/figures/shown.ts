/** A number for a table: three significant digits below 100, whole from there on, a dash for none. */
export const shown = (value: number): string => {
  if (!Number.isFinite(value)) return "–";
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
};
