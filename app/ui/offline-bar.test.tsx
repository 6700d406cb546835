import { createRemixStub } from "@remix-run/testing";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Form, Link } from "@remix-run/react";
import { afterEach, expect, it, vi } from "vitest";
import { OfflineBar } from "./offline-bar.tsx";
import { showPage } from "./testing/show-page.tsx";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const lose = async (answer: () => Promise<Response> = () => Promise.reject(new TypeError("Failed to fetch"))) => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  vi.stubGlobal("fetch", answer);
  await act(async () => void dispatchEvent(new Event("offline")));
};
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const page = (
  <>
    <OfflineBar />
    <Link to="/elsewhere">Elsewhere</Link>
    <a href="#here">Here</a>
    <Form method="post">
      <input name="role" aria-label="Role" />
      <button>Send</button>
    </Form>
  </>
);

/** Follows a link to a page that never comes. */
const followInVain = async () => {
  const Page = createRemixStub([
    { path: "/", Component: () => page },
    { path: "/elsewhere", loader: () => new Promise<null>(() => undefined), Component: () => <p>Another page</p> },
  ]);
  render(<Page />);
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await userEvent.setup({ advanceTimers: vi.advanceTimersByTime }).click(screen.getByRole("link", { name: "Elsewhere" }));
};

it("holds links and forms back while offline, keeping what was typed, and releases them afterwards", async () => {
  const { posted } = showPage(page);
  await userEvent.type(screen.getByLabelText("Role"), "Nurse");
  await lose();
  expect(screen.getByRole("status")).toHaveTextContent("You are offline. What you see stays here.");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  await userEvent.click(screen.getByRole("link", { name: "Elsewhere" }));
  expect(screen.getByRole("status")).toHaveTextContent("You are offline. Nothing is lost");
  expect([posted, (screen.getByLabelText("Role") as HTMLInputElement).value]).toEqual([[], "Nurse"]);
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(true);
  await act(async () => void dispatchEvent(new Event("online")));
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  await vi.waitFor(() => expect(posted).toHaveLength(1));
});

it("does not take a failure from before the network came back as being offline again", async () => {
  showPage(page);
  let fail = (_: Error) => {};
  await lose(() => new Promise((_, reject) => (fail = reject)));
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(true);
  await act(async () => void dispatchEvent(new Event("online")));
  await act(async () => fail(new TypeError("Failed to fetch")));
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
});

it("stays hidden on a machine without a network that can reach the app", async () => {
  showPage(page);
  await lose(async () => Response.json({ status: "ok" }));
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
  await userEvent.click(screen.getByRole("link", { name: "Elsewhere" }));
  expect(await screen.findByText("Another page")).toBeVisible();
});

it("says that PrepPal cannot be reached when a page fails to load and the app does not answer, until it does", async () => {
  let isThere = false;
  const silence = ({ signal }: RequestInit) =>
    new Promise<Response>((_, refuse) => signal?.addEventListener("abort", () => refuse(new DOMException("", "AbortError"))));
  vi.stubGlobal("fetch", (_: string, request: RequestInit) => (isThere ? Promise.resolve(new Response()) : silence(request)));
  await followInVain();
  await pass(6_000);
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
  await pass(5_000);
  expect(screen.getByRole("status")).toHaveTextContent("PrepPal cannot be reached. What you see stays here, and it goes on once it can.");
  isThere = true;
  await pass(5_000);
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
});

it("stays hidden for a page that is merely slow", async () => {
  vi.stubGlobal("fetch", async () => new Response());
  await followInVain();
  await pass(60_000);
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
});
