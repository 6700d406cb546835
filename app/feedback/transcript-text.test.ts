import { expect, it } from "vitest";
import { conversation, interviewOf } from "./testing/interview.ts";
import { inputEntry } from "./testing/report.ts";
import { fileName, transcriptText } from "./transcript-text.ts";

const entries = conversation.map((entry) => inputEntry(entry));

it("writes the conversation as paragraphs under a title and a date", () => {
  const lines = transcriptText(interviewOf({ company: "Northwind" }), entries).split("\n");
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

it("breaks lines in one way, whatever breaks them in what was typed", () => {
  const typed = entries.map((entry, index) => (index === 4 ? { ...entry, content: "Trains\r\nand\rboats\u2028too" } : entry));
  expect(transcriptText(interviewOf(), typed).split("\n").slice(-5)).toEqual(["Trains", "and", "boats", "too", ""]);
});

it("writes each line as corrected, and omits what was withdrawn", () => {
  const corrections = [null, { text: null }, { text: "that works on trains" }, null, { text: null }];
  const corrected = entries.map((entry, index) => ({ ...entry, correction: corrections[index] ?? null }));
  expect(transcriptText(interviewOf(), corrected).split("\n").slice(4)).toEqual([
    "[0:02] Interviewer",
    "Hello, what did you build?",
    "",
    "[0:10] You",
    "that works on trains",
    "",
    "[1:05] Interviewer",
    "Why offline?",
    "",
  ]);
});

it("gives the file a name that every system accepts", () => {
  const roles = ["Frontend Engineer", "../C++ / Ingénieur", "???", "सॉफ़्टवेयर इंजीनियर", "İstanbul Müdürü", "𐐷".repeat(120)];
  expect(roles.map((role) => fileName(interviewOf({ role }), "txt"))).toEqual([
    "preppal-frontend-engineer-2025-11-21.txt",
    "preppal-c-ingénieur-2025-11-21.txt",
    "preppal-interview-2025-11-21.txt",
    "preppal-सॉफ़्टवेयर-इंजीनियर-2025-11-21.txt",
    "preppal-istanbul-müdürü-2025-11-21.txt",
    `preppal-${"𐐷".repeat(40)}-2025-11-21.txt`,
  ]);
});
