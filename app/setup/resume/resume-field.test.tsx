import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ResumeField } from "./resume-field.tsx";

const show = (typed = "") => {
  render(
    <form>
      <ResumeField label="Résumé" name="resume" limit={20_000} defaultValue={typed} />
    </form>,
  );
  return {
    text: screen.getByRole("textbox", { name: "Résumé" }) as HTMLTextAreaElement,
    choose: () => screen.getByLabelText("Choose a file"),
  };
};
const bytes = (...all: (number | string)[]) =>
  Uint8Array.from(all.flatMap((it) => (typeof it === "string" ? [...new TextEncoder().encode(it)] : [it])));
const fileOf = (content: BlobPart, name = "cv.txt") => new File([content], name);
const upload = (input: HTMLElement, file: File) => userEvent.upload(input, file, { applyAccept: false });

it("shows a text file's text for editing, and can restore what was there before", async () => {
  const { text, choose } = show("Nine years");
  await upload(choose(), fileOf("Ten years\r\non ward 5\u202e"));
  await screen.findByText(/^cv\.txt is read: look the text over/);
  expect(text).toHaveValue("Ten years\non ward 5");
  await userEvent.click(screen.getByRole("button", { name: "Put back what was here" }));
  expect(text).toHaveValue("Nine years");
});

it("asks for plain text where no script can read a file, without saying who reads it: the report is written with it too", () => {
  show();
  expect(screen.getByText("Paste it as plain text.")).toBeInTheDocument();
});

it("never submits the file", async () => {
  const { choose } = show();
  await upload(choose(), fileOf("Ten years"));
  await screen.findByText(/^cv\.txt is read/);
  const form = document.querySelector("form");
  expect(form && [...new FormData(form)]).toEqual([["resume", "Ten years"]]);
});

it.each([
  ["UTF-8", bytes("Zürich")],
  ["UTF-16 of either order", bytes(0xff, 0xfe, 0x5a, 0, 0xfc, 0, 0x72, 0, 0x69, 0, 0x63, 0, 0x68, 0)],
  ["UTF-16, the other way around", bytes(0xfe, 0xff, 0, 0x5a, 0, 0xfc, 0, 0x72, 0, 0x69, 0, 0x63, 0, 0x68)],
  ["the old encoding of Windows", bytes("Z", 0xfc, "rich")],
])("reads a text in %s", async (_, content) => {
  const { text, choose } = show();
  await upload(choose(), fileOf(content));
  await waitFor(() => expect(text).toHaveValue("Zürich"));
});

it.each([
  ["nothing", new Uint8Array(), "There is no text in this file."],
  ["blanks alone", bytes(" \n"), "There is no text in this file."],
  ["a picture", bytes(0x89, "PNG", 13, 10, 26, 10, 0, 0), "This is no PDF, DOCX or text file."],
  ["an old Word file", bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1), "This is an old Word file, or one with a password."],
  ["more than 5 MB", new Uint8Array(6 * 1024 * 1024).fill(65), "This file is larger than 5 MB."],
])("says why it cannot read %s, with the way out, and keeps the text", async (_, content, words) => {
  const { text, choose } = show("Nine years");
  await upload(choose(), fileOf(content, "cv.pdf"));
  expect(await screen.findByText(new RegExp(`^cv\\.pdf: ${words}.*paste the text`))).toHaveClass("text-danger-ink");
  expect(text).toHaveValue("Nine years");
});

it("says by how much a text is too long, and cuts nothing", async () => {
  const { text, choose } = show();
  await upload(choose(), fileOf("x".repeat(20_001)));
  await screen.findByText("20,001 characters: shorten it by 1");
  expect(text.value).toHaveLength(20_001);
});

it("accepts a dropped file", async () => {
  const { text } = show();
  fireEvent.drop(text, { dataTransfer: { files: [fileOf("Dropped")] } });
  await waitFor(() => expect(text).toHaveValue("Dropped"));
});
