import { expect, it } from "vitest";
import { conversation, interviewOf } from "./testing/interview.ts";
import { fileName, transcriptText } from "./transcript-text.ts";

it("writes the conversation as paragraphs under what it was and when", () => {
  const lines = transcriptText(interviewOf({ company: "Northwind" }), conversation).split("\n");
  expect(lines).toEqual([
    "PrepPal interview",
    "Frontend Engineer",
    "Northwind",
    "21 Nov 2025, 09:01 UTC",
    "",
    "[0:02] Interviewer",
    "Hello, what did you build?",
    "",
    "[0:10] You",
    "A checkout",
    "that works offline",
    "",
    "[1:05] Interviewer",
    "Why offline?",
    "",
    "[1:09] You",
    "Trains",
    "",
  ]);
});

it("names the file so that any system takes it", () => {
  const roles = ["Frontend Engineer", "../C++ / Ingénieur", "???", "सॉफ़्टवेयर इंजीनियर", "𐐷".repeat(120)];
  expect(roles.map((role) => fileName(interviewOf({ role }), "txt"))).toEqual([
    "preppal-frontend-engineer-2025-11-21.txt",
    "preppal-c-ingénieur-2025-11-21.txt",
    "preppal-interview-2025-11-21.txt",
    "preppal-सॉफ़्टवेयर-इंजीनियर-2025-11-21.txt",
    `preppal-${"𐐷".repeat(40)}-2025-11-21.txt`,
  ]);
});
