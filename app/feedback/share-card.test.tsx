import { useLoaderData } from "@remix-run/react";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { showPage } from "../ui/testing/show-page.tsx";
import { ShareCard, type Share } from "./share-card.tsx";

afterEach(() => vi.unstubAllGlobals());

const shareOf = (id: string): Share => ({
  id,
  createdAt: `2025-11-2${id}T09:00:00.000Z`,
  expiresAt: "2025-12-21T09:00:00.000Z",
  withTranscript: false,
});
const url = "http://localhost/shared/abc";
const madeLink = { id: "1", url };

it("focuses a newly made link, and says that it is shown only once", () => {
  showPage(<ShareCard shares={[shareOf("1")]} madeLink={madeLink} />);
  const field = screen.getByLabelText("Your link is made");
  expect(field).toHaveFocus();
  expect(field).toHaveValue(url);
  expect(field).toHaveAccessibleDescription(/shown only once/);
});

it("copies it, and says so", async () => {
  const person = userEvent.setup();
  showPage(<ShareCard shares={[shareOf("1")]} madeLink={madeLink} />);
  await person.click(screen.getByRole("button", { name: "Copy" }));
  expect(screen.getByRole("status")).toHaveTextContent("Copied.");
  expect(await navigator.clipboard.readText()).toBe(url);
});

it("selects it when the browser blocks copying", async () => {
  const person = userEvent.setup();
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("no", "NotAllowedError"));
  showPage(<ShareCard shares={[shareOf("1")]} madeLink={madeLink} />);
  await person.click(screen.getByRole("button", { name: "Copy" }));
  await vi.waitFor(() => expect(screen.getByRole("status")).toHaveTextContent(/copy it yourself/));
  expect(screen.getByLabelText("Your link is made")).toHaveFocus();
});

it("says that one was revoked, with the focus on it, until another is made", async () => {
  let shares = [shareOf("1"), shareOf("2")];
  const Page = () => <ShareCard madeLink={null} {...useLoaderData<{ shares: Share[] }>()} />;
  const { posted } = showPage(<Page />, { path: "/here", load: () => ({ shares }) });
  const [first] = await screen.findAllByRole("button", { name: /^Take it back/ });
  shares = [shareOf("2")];
  await userEvent.click(first ?? document.body);
  await vi.waitFor(() => expect(screen.getByRole("status")).toHaveFocus());
  expect(screen.getByRole("status")).toHaveTextContent("The link is taken back.");
  expect(posted.map(({ fields }) => fields)).toEqual([{ intent: "unshare", share: "1" }]);
  shares = [shareOf("2"), shareOf("3")];
  await userEvent.click(screen.getByRole("button", { name: "Make a link" }));
  await vi.waitFor(() => expect(screen.getAllByRole("button", { name: /^Take it back/ })).toHaveLength(2));
  expect(screen.queryByRole("status")).toBeNull();
});
