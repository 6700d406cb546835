import { createRemixStub } from "@remix-run/testing";
import { render } from "@testing-library/react";
import type { ReactElement } from "react";

type Posted = { path: string; fields: Record<string, string> };

/**
 * Renders a component on a page at `path` and records every form that is posted to any path. `answer` gives the action's result; until it
 * settles the form is being submitted. `load` runs whenever the page's data is reloaded.
 */
export const showPage = (
  part: ReactElement,
  { path = "/", answer = () => null, load }: { path?: string; answer?: () => unknown; load?: () => object } = {},
): { posted: Posted[] } => {
  const posted: Posted[] = [];
  const action = async ({ request }: { request: Request }) => {
    const fields = Object.fromEntries([...(await request.formData())].map(([name, value]) => [name, String(value)]));
    posted.push({ path: new URL(request.url).pathname, fields });
    return (await answer()) ?? null;
  };
  const Page = createRemixStub([
    {
      path: new URL(path, "http://page.test").pathname,
      Component: () => part,
      action,
      ...(load ? { loader: async () => load() } : {}),
    },
    { path: "*", Component: () => <p>Another page</p>, action },
  ]);
  openDialogs();
  render(<Page initialEntries={[path]} />);
  return { posted };
};

/** jsdom has the dialog element but not its behaviour. This much makes tests see it open and closed, as assistive technology does. */
const openDialogs = () => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
    this.querySelector("button")?.focus();
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
    this.dispatchEvent(new Event("close"));
  };
};
