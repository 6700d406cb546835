import { act, fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Patience_Mode, TurnState_Floor } from "../../../proto/gen/interview.ts";
import { button, enter } from "../testing/enter-room.tsx";
import { frames } from "../testing/frames.ts";
import "../testing/seen.ts";

const hold = frames.turn(TurnState_Floor.FLOOR_OPEN, { mode: Patience_Mode.MODE_HOLD_TO_TALK });
const heading = () => screen.getByRole("heading", { level: 1 });

it("takes a key that is held down once, and none that comes with Ctrl, Alt or Meta", async () => {
  const { told } = await enter();
  for (const with_ of [{}, { repeat: true }, { ctrlKey: true }, { altKey: true }, { metaKey: true }]) {
    fireEvent.keyDown(heading(), { key: "m", ...with_ });
  }
  expect(told()).toEqual(["muted true"]);
});

it("opens the box for an answer by the slash, which is not typed into it", async () => {
  const { user } = await enter();
  act(() => heading().focus());
  await user.keyboard("/");
  const box = await screen.findByRole("textbox", { name: "Type your answer" });
  expect(box).toHaveFocus();
  expect(box).toHaveValue("");
});

it("talks by no key that is typed, presses a button, or comes with a modifier", async () => {
  const { user, press, told } = await enter(hold);
  await press("Type");
  const box = await screen.findByRole("textbox", { name: "Type your answer" });
  await user.type(box, "v v");
  expect(box).toHaveValue("v v");
  act(() => button("Settings").focus());
  await user.keyboard(" ");
  expect(button("Settings")).toHaveAttribute("aria-expanded", "true");
  act(() => heading().focus());
  await user.keyboard("{Control>}v{/Control}");
  expect(told().filter((it) => String(it).startsWith("talk"))).toEqual([]);
});
