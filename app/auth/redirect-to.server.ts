/** `target` if it is a path of this site, else the fallback. */
export const sameSitePath = (target: unknown, fallback: string): string => {
  if (typeof target !== "string" || !target.startsWith("/")) return fallback;
  const here = "http://here.invalid";
  if (!URL.canParse(target, here)) return fallback;
  const { origin, pathname, search, hash } = new URL(target, here);
  return origin === here && !pathname.startsWith("//") ? `${pathname}${search}${hash}` : fallback;
};
