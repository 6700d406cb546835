import { redirect, useLoaderData } from "@remix-run/react";
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import * as passkeyCalls from "../../ui/passkey-calls.client.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { type Saved, savedWords } from "./saved.ts";
import { ProfilePage, type ProfilePageProps } from "./profile-page.tsx";

const user = { name: "Ada", email: "ada@example.test", createdAt: "2025-11-21T09:00:00.000Z" };
const whole: ProfilePageProps = { user, signIns: [], isMailInLog: false, retention: "KEEP", passkeys: [], errors: {}, saved: null };
const show = (parts: Partial<ProfilePageProps> = {}) => showPage(<ProfilePage {...whole} {...parts} />, { path: "/profile" });

it("changes the name", async () => {
  const { posted } = show();
  await userEvent.clear(screen.getByLabelText("Name"));
  await userEvent.type(screen.getByLabelText("Name"), "Countess");
  await userEvent.click(screen.getByRole("button", { name: "Save name" }));
  await vi.waitFor(() => expect(posted).toEqual([{ path: "/profile", fields: { intent: "rename", name: "Countess" } }]));
});

it("writes each name in its own direction", () => {
  show({ passkeys: [{ id: "p", name: "هاتفي", createdAt: user.createdAt, usedAt: null }] });
  const names = ["Name", "Name of the passkey"];
  expect(names.map((label) => screen.getByLabelText(label).getAttribute("dir"))).toEqual(names.map(() => "auto"));
});

it("changes the password, telling password managers which account it belongs to", async () => {
  const { posted } = show();
  await userEvent.type(screen.getByLabelText("Current password"), "the old one");
  await userEvent.type(screen.getByLabelText("New password"), "the new one");
  await userEvent.click(screen.getByRole("button", { name: "Change password" }));
  await vi.waitFor(() =>
    expect(posted).toEqual([
      {
        path: "/profile",
        fields: { intent: "password", username: user.email, currentPassword: "the old one", newPassword: "the new one" },
      },
    ]),
  );
});

it("asks before the account is deleted", async () => {
  const { posted } = show();
  await userEvent.type(screen.getByLabelText("Your password, to confirm"), "the old one");
  await userEvent.click(screen.getByRole("button", { name: "Delete account" }));
  expect(posted).toEqual([]);
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Delete everything" }));
  await vi.waitFor(() => expect(posted).toEqual([{ path: "/profile", fields: { intent: "delete", password: "the old one" } }]));
});

it("sends a deletion without a password unasked, for the answer to say what is missing", async () => {
  const { posted } = show();
  await userEvent.click(screen.getByRole("button", { name: "Delete account" }));
  await vi.waitFor(() => expect(posted).toEqual([{ path: "/profile", fields: { intent: "delete", password: "" } }]));
});

it.each([
  [{ name: "Enter your name" }, "Name"],
  [{ currentPassword: "That is not your current password." }, "Current password"],
  [{ newPassword: "Use at least 8 characters" }, "New password"],
  [{ email: "Enter an email address" }, "New email"],
  [{ emailPassword: "That is not your current password." }, "Your password, to change the email"],
  [{ retention: "Choose one of these" }, "Keep my interviews"],
  [{ password: "That is not your current password." }, "Your password, to confirm"],
])("moves to the refused field: %o", (errors, label) => {
  show({ errors });
  expect(screen.getByLabelText(label)).toHaveFocus();
  expect(screen.getByLabelText(label)).toHaveAccessibleDescription(new RegExp(Object.values(errors)[0] ?? ""));
});

it("moves to a wrong password given for adding a passkey, and shows its error until it is edited", async () => {
  vi.stubGlobal("PublicKeyCredential", class {});
  const message = "That is not your current password.";
  vi.stubGlobal("fetch", async () => Response.json({ error: { code: "BAD_REQUEST", message } }, { status: 400 }));
  show();
  const password = screen.getByLabelText("Your password, to add a passkey");
  await userEvent.type(password, "a guess");
  const add = screen.getByRole("button", { name: "Add a passkey" });
  for (let times = 0; times < 2; times += 1) {
    await userEvent.click(add);
    await vi.waitFor(() => expect(password).toHaveFocus());
    expect(password).toBeInvalid();
    expect(password).toHaveAccessibleDescription(message);
  }
  await userEvent.type(password, "another");
  expect(password).toBeValid();
  vi.unstubAllGlobals();
});

it("moves to the refused name of a passkey", () => {
  const passkeys = ["My phone", "My laptop"].map((name, at) => ({ id: `p${at}`, name, createdAt: user.createdAt, usedAt: null }));
  show({ passkeys, errors: { passkey: "A passkey needs a name.", passkeyId: "p1" } });
  const [first, second] = screen.getAllByLabelText("Name of the passkey");
  expect(second).toHaveFocus();
  expect(second).toHaveAccessibleDescription("A passkey needs a name.");
  expect(first).toBeValid();
});

const sections: Record<Saved, string> = {
  rename: "Your name",
  email: "Change your email",
  confirmed: "Change your email",
  password: "Change your password",
  "rename-passkey": "Passkeys",
  "remove-passkey": "Passkeys",
  "end-session": "Where you are signed in",
  "end-sessions": "Where you are signed in",
  retention: "Your data",
};

it.each(Object.entries(savedWords) as [Saved, string][])(
  "confirms in its section what was saved, with the focus there: %s",
  (saved, words) => {
    show({ saved });
    const section = screen.getByRole("region", { name: sections[saved] });
    expect(within(section).getByRole("status")).toHaveTextContent(words);
    expect(within(section).getByRole("status")).toHaveFocus();
    expect(screen.getAllByText(words)).toHaveLength(1);
  },
);

it("also focuses the confirmation when the same is saved again", async () => {
  const Page = () => <ProfilePage {...whole} {...useLoaderData<{ saved: Saved | null }>()} />;
  showPage(<Page />, {
    path: "/profile",
    answer: () => redirect("/profile?saved=rename"),
    load: () => ({ saved: "rename" }),
  });
  for (let times = 0; times < 2; times += 1) {
    const save = await screen.findByRole("button", { name: "Save name" });
    await userEvent.click(save);
    await vi.waitFor(() => expect(screen.getByRole("status")).toHaveFocus());
    act(() => save.focus());
  }
});

it("shows in the passkeys' section that one was added, and why one was refused", async () => {
  vi.stubGlobal("PublicKeyCredential", class {});
  vi.spyOn(passkeyCalls, "makePasskey").mockResolvedValue();
  show({ errors: { passkey: "A passkey needs a name." } });
  const section = within(screen.getByRole("region", { name: "Passkeys" }));
  expect(section.getByRole("alert")).toHaveTextContent("A passkey needs a name.");
  await userEvent.type(section.getByLabelText("Your password, to add a passkey"), "the old one");
  await userEvent.click(section.getByRole("button", { name: "Add a passkey" }));
  await vi.waitFor(() => expect(section.getByRole("status")).toHaveFocus());
  expect(section.getByRole("status")).toHaveTextContent("The passkey is added");
  vi.unstubAllGlobals();
});

it.each(["resolves", "rejects"] as const)(
  "clears the outcome of a new passkey (it %s) once another change to them is saved",
  async (outcome) => {
    vi.stubGlobal("PublicKeyCredential", class {});
    const made = vi.spyOn(passkeyCalls, "makePasskey");
    if (outcome === "resolves") made.mockResolvedValue();
    else made.mockRejectedValue(new passkeyCalls.PasskeyError("This device has a passkey for your account already."));
    const mine = { id: "1", name: "My phone", createdAt: user.createdAt, usedAt: null };
    const Page = () => <ProfilePage {...whole} passkeys={[mine]} {...useLoaderData<{ saved: Saved | null }>()} />;
    let saved: Saved | null = null;
    const answer = () => {
      saved = "rename-passkey";
      return redirect("/profile?saved=rename-passkey");
    };
    showPage(<Page />, { path: "/profile", answer, load: () => ({ saved }) });
    const section = within(await screen.findByRole("region", { name: "Passkeys" }));
    await userEvent.type(section.getByLabelText("Your password, to add a passkey"), "the old one");
    await userEvent.click(section.getByRole("button", { name: "Add a passkey" }));
    await section.findByText(/^The passkey is added|^This device has a passkey/);
    await userEvent.click(section.getByRole("button", { name: "Save the name of My phone" }));
    await section.findByText(savedWords["rename-passkey"]);
    expect(section.queryByText(/^The passkey is added|^This device has a passkey/)).toBeNull();
    vi.unstubAllGlobals();
  },
);

it("shows no confirmation after a refusal", () => {
  show({ saved: "rename", errors: { password: "That is not your current password." } });
  expect(screen.queryByRole("status")).toBeNull();
});

it("asks for the password when the email changes", async () => {
  const { posted } = show();
  await userEvent.type(screen.getByLabelText("New email"), "countess@example.test");
  await userEvent.type(screen.getByLabelText("Your password, to change the email"), "the old one");
  await userEvent.click(screen.getByRole("button", { name: "Change email" }));
  const fields = { intent: "email", email: "countess@example.test", emailPassword: "the old one" };
  await vi.waitFor(() => expect(posted).toEqual([{ path: "/profile", fields }]));
});

it("lists where the account is signed in, and ends one of them or all but this", async () => {
  const at = { createdAt: "2026-11-25T09:00:00.000Z", seenAt: "2026-11-26T09:00:00.000Z" };
  const here = { id: "1", device: "Firefox on Linux", place: "", isHere: true, ...at };
  const { posted } = show({ signIns: [here, { id: "2", device: "Safari on iPhone", place: "Oslo, Norway", isHere: false, ...at }] });
  const rows = within(screen.getByRole("region", { name: "Where you are signed in" })).getAllByRole("listitem");
  expect(rows.map((row) => [row.textContent, within(row).queryByRole("button") !== null])).toEqual([
    [expect.stringMatching(/^Firefox on LinuxThis devicesigned in .*last used/), false],
    [expect.stringMatching(/^Safari on iPhoneOslo, Norway · signed in .*last used/), true],
  ]);
  await userEvent.click(screen.getByRole("button", { name: "Sign out: Safari on iPhone" }));
  await userEvent.click(screen.getByRole("button", { name: "Sign out everywhere else" }));
  await vi.waitFor(() =>
    expect(posted.map(({ fields }) => fields)).toEqual([{ intent: "end-session", session: "2" }, { intent: "end-sessions" }]),
  );
});

it("changes how long interviews are kept, and offers all data as a file", async () => {
  const { posted } = show({ retention: "DAYS_90" });
  expect(screen.getByLabelText("Keep my interviews")).toHaveDisplayValue("90 days");
  await userEvent.selectOptions(screen.getByLabelText("Keep my interviews"), "30 days");
  await userEvent.click(screen.getByRole("button", { name: "Save how long" }));
  await vi.waitFor(() => expect(posted.map(({ fields }) => fields)).toEqual([{ intent: "retention", retention: "DAYS_30" }]));
  expect(screen.getByRole("link", { name: "Download everything as one file" })).toHaveAttribute("href", "/api/profile/export");
});
