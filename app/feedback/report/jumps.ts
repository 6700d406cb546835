import { type MouseEvent, useEffect } from "react";

const openAt = (hash: string) => {
  const place = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  const fold = place?.closest("details");
  if (fold) fold.open = true;
};

/** Opens the part of the page that a link or the address points to. */
export const useJumps = () => {
  useEffect(() => openAt(location.hash), []);
  return {
    onClick: ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
      if (link) openAt(link.hash);
    },
  };
};
