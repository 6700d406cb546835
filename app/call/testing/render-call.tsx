import { Link } from "@remix-run/react";
import { createRemixStub } from "@remix-run/testing";
import { act, render, screen } from "@testing-library/react";
import { type UserEvent, userEvent } from "@testing-library/user-event";
import { StrictMode } from "react";
import { type Mock, vi } from "vitest";
import type { Language, Status } from "../../../contract/vocabulary.ts";
import { Call } from "../call.tsx";
// Loaded before the first test, so that none waits for it.
import "../running-call.client.tsx";
import { fakeBrowser } from "./fake-browser.ts";
import { frames } from "./frames.ts";

type Options = {
  status?: Status;
  appOrigin?: string;
  isTold?: boolean;
  mode?: "REAL" | "STUDY";
  language?: Language | null;
  topics?: { id: string; topic: string }[];
  startsSuspended?: boolean;
  mint?: () => Promise<Response>;
  /** Answers whether the app can be reached, and whether it still has the interview. */
  health?: (request: RequestInit) => Promise<Response>;
  user?: UserEvent;
};

/** Renders the session page's call on fake browser APIs. The test plays the Worker. */
export const renderCall = ({
  startsSuspended = false,
  status = "PENDING",
  appOrigin = location.origin,
  isTold = true,
  mode = "REAL",
  language = null,
  topics = [],
  mint = async () => Response.json({ token: "minted" }),
  health = async () => Response.json({ status: "ok" }),
  user = userEvent.setup(),
}: Options = {}) => {
  const browser = fakeBrowser();
  if (startsSuspended) browser.audio.startsAs = "suspended";
  // jsdom has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
  const minted: Mock<(path: string, request: RequestInit) => Promise<Response>> = vi.fn(mint);
  const isLook = (path: string, { method }: RequestInit) => path === "/health" || (path === "/api/interviews/i-1" && method === "HEAD");
  vi.stubGlobal("fetch", (path: string, request: RequestInit) => (isLook(path, request) ? health(request) : minted(path, request)));
  const onOver: Mock<() => void> = vi.fn();
  const onRefused: Mock<() => void> = vi.fn();
  const posted: Record<string, FormDataEntryValue>[] = [];
  const interview = {
    id: "i-1",
    role: "Nurse",
    company: "Ward 5",
    status,
    level: "SENIOR" as const,
    minutes: 20 as const,
    patience: null,
    mode,
    language,
  };
  const Page = createRemixStub([
    {
      path: "/",
      Component: () => (
        <>
          <Link to="/dashboard">Elsewhere</Link>
          <Call
            interview={interview}
            workerUrl="ws://worker"
            appOrigin={appOrigin}
            agenda={null}
            topics={topics}
            isTold={isTold}
            onOver={onOver}
            onRefused={onRefused}
          />
        </>
      ),
    },
    {
      path: "/dashboard",
      Component: () => <p>Dashboard</p>,
      action: async ({ request }) => {
        posted.push(Object.fromEntries(await request.formData()));
        return null;
      },
    },
    { path: "/interview/:id/feedback", Component: () => <p>Feedback</p> },
  ]);
  const { unmount } = render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );

  const wire = () => {
    const socket = browser.sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  };
  const press = async (name: string | RegExp) => user.click(await pressable(name));
  const follow = async (name: string) => user.click(screen.getByRole("link", { name }));
  const receive = (...all: Uint8Array<ArrayBuffer>[]) => act(() => all.forEach((it) => wire().receives(it)));
  const open = () => act(() => wire().opens());
  const close = (code: number) => act(() => wire().isClosed(code));
  const speak = (n: number) => act(() => browser.node("capture")?.tells({ pcm: new Int16Array(640).fill(n), rms: 0.1 }));
  /** Begins, and opens a socket on which the Worker has not answered. */
  const connect = async () => {
    await press("Begin Interview");
    await vi.waitFor(wire);
    open();
  };
  const goLive = async () => {
    await connect();
    receive(frames.started());
  };
  return { browser, minted, onOver, onRefused, posted, user, wire, press, follow, receive, open, close, speak, connect, goLive, unmount };
};

/** The button with this name, once it is enabled: Begin is disabled until the page's scripts are there. */
const pressable = (name: string | RegExp): Promise<HTMLElement> =>
  vi.waitFor(() => {
    const button = screen.getByRole<HTMLButtonElement>("button", { name });
    if (button.disabled) throw new Error(`${name} cannot be pressed`);
    return button;
  });
