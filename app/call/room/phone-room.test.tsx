import { act, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Patience_Mode, TurnState_Floor } from "../../../proto/gen/interview.ts";
import { frames, said } from "../testing/frames.ts";
import { renderCall } from "../testing/render-call.tsx";
import "../testing/seen.ts";

beforeEach(() => {
  const isNarrow = (query: string) => query.includes("34.99rem");
  vi.stubGlobal("matchMedia", (query: string) => Object.assign(new EventTarget(), { matches: isNarrow(query) }));
});

const features = ["text", "patience", "talk", "think", "steer", "muted"];
const button = (name: string) => screen.getByRole("button", { name });
const bar = () => [...(document.querySelector(".room-controls")?.querySelectorAll("button") ?? [])].map((it) => it.textContent);
const sheet = () => screen.queryByRole("group", { name: "More" });

/** A live call on a narrow page. */
const enter = async (...more: Uint8Array<ArrayBuffer>[]) => {
  const call = renderCall();
  await call.connect();
  call.receive(frames.started({ features }), ...more);
  const told = () => said(call.wire().sent).filter((it) => typeof it === "string");
  return { ...call, told };
};

describe("the room on a phone", () => {
  it("has four controls in its bar, the way to speak first, and the end outside it", async () => {
    const { press } = await enter();
    expect(bar()).toEqual(["Mute", "Let me think", "I’m done", "More"]);
    expect(button("End Interview")).toBeVisible();
    await press("End Interview");
    expect(screen.getAllByRole("button", { name: /^End/ })[0]).toHaveTextContent("End interview");
  });

  it("makes the large button the talk button in hold-to-talk, with I’m done in the sheet", async () => {
    const { press } = await enter(frames.turn(TurnState_Floor.FLOOR_OPEN, { mode: Patience_Mode.MODE_HOLD_TO_TALK }));
    expect(bar()).toEqual(["Hold to talk", "Mute", "Let me think", "More"]);
    await press("More");
    expect(within(screen.getByRole("group", { name: "More" })).getByRole("button", { name: "I’m done" })).toBeVisible();
  });

  it("opens a sheet with the rest, which takes the focus; Escape closes it and returns the focus", async () => {
    const { user, press } = await enter(frames.turn(TurnState_Floor.FLOOR_OPEN));
    expect(screen.queryByRole("button", { name: "Hear it again" })).toBeNull();
    await press("More");
    expect(button("More")).toHaveAttribute("aria-expanded", "true");
    expect(button("Put it differently")).toHaveFocus();
    const rest = within(screen.getByRole("group", { name: "More" })).getAllByRole("button");
    expect(rest.map((it) => it.textContent)).toEqual(["Hear it again", "Put it differently", "Skip", "Type", "Settings"]);
    await user.keyboard("{Escape}");
    expect(sheet()).toBeNull();
    expect(button("More")).toHaveFocus();
    expect(button("More")).toHaveAttribute("aria-expanded", "false");
  });

  it("closes the sheet after one of its actions or on navigation", async () => {
    const { user, press, told } = await enter(frames.turn(TurnState_Floor.FLOOR_OPEN));
    await press("More");
    await press("Put it differently");
    expect([told(), sheet()]).toEqual([["steer 2"], null]);
    expect(button("More")).toHaveFocus();
    await press("More");
    for (let tabs = 0; tabs < 3; tabs += 1) await user.tab({ shift: true });
    expect(sheet()).toBeNull();
    await press("More");
    await press("Let me think");
    expect(sheet()).toBeNull();
  });

  it("types from the sheet, and returns the focus to the button that opens it", async () => {
    const { user, press } = await enter();
    await press("More");
    await press("Type");
    await vi.waitFor(async () => expect(await screen.findByRole("textbox", { name: "Type your answer" })).toHaveFocus());
    expect(sheet()).toBeNull();
    await user.keyboard("{Escape}");
    expect(button("More")).toHaveFocus();
  });

  it("opens the settings in the sheet by the button and by ?", async () => {
    const { user, press } = await enter();
    await press("More");
    await press("Settings");
    expect(within(screen.getByRole("group", { name: "More" })).getByRole("combobox", { name: "Pace" })).toBeVisible();
    await press("Settings");
    expect(screen.queryByRole("combobox", { name: "Pace" })).toBeNull();
    expect(button("Settings")).toHaveFocus();
    await user.keyboard("{Escape}");
    act(() => screen.getByRole("heading", { level: 1 }).focus());
    await user.keyboard("?");
    expect(screen.getByRole("combobox", { name: "Pace" })).toBeVisible();
  });

  it("keeps its keyboard shortcuts while their buttons are in the sheet", async () => {
    const { user, told } = await enter(frames.turn(TurnState_Floor.FLOOR_ANSWERING, { mode: Patience_Mode.MODE_HOLD_TO_TALK }));
    await user.keyboard("{Enter}m");
    expect(told()).toEqual(["steer 1", "muted true"]);
  });

  it("has all its controls in a row once the phone is turned", async () => {
    const media = Object.assign(new EventTarget(), { matches: true });
    vi.stubGlobal("matchMedia", () => media);
    await enter(frames.turn(TurnState_Floor.FLOOR_OPEN));
    expect(bar()).toContain("More");
    media.matches = false;
    act(() => void media.dispatchEvent(new Event("change")));
    expect(bar()).toEqual(["Mute", "Let me think", "I’m done", "Type", "Settings", "End Interview"]);
  });
});
