import { useLocation } from "@remix-run/react";
import { Panel } from "./panel.tsx";

/** Shown on the wrong origin: the Worker takes a page of one origin only, and 127.0.0.1 is another one than localhost. */
export function WrongAddress({ appOrigin }: { appOrigin: string }) {
  const { pathname } = useLocation();
  const here = `${appOrigin}${pathname}`;
  return (
    <Panel title="This interview opens at another address">
      <p>
        PrepPal lives at {appOrigin}, and only there can an interview be held. Go on there; you may have to sign in once more, and your
        interviews are the same.
      </p>
      <p>
        <a href={here} className="wrap-anywhere">
          {here}
        </a>
      </p>
    </Panel>
  );
}
