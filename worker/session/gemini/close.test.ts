import { expect, it } from "vitest";
import { classifyClose, isSetupRefused, troubleOf } from "./close.ts";

const live = { isReady: true, mode: "start" } as const;
const fresh = { isReady: false, mode: "start" } as const;
const resuming = { isReady: false, mode: "resume" } as const;

it.each([
  [1000, "", live, "gemini.closed"],
  [1000, "", fresh, "gemini.lost"],
  [1001, "", live, "gemini.lost"],
  [1005, "", live, "gemini.lost"],
  [1006, "", live, "gemini.lost"],
  [1007, "Request contains an invalid argument.", live, "gemini.lost"],
  [1007, "Request contains an invalid argument.", fresh, "gemini.refused"],
  [1007, "Request contains an invalid argument.", resuming, "gemini.refused"],
  [1007, 'Invalid JSON payload received. Unknown name "x"', fresh, "gemini.refused"],
  [1007, "User location is not supported for the API use", live, "gemini.refused"],
  [
    1008,
    "models/gemini-x is not found for API version v1beta, or is not supported for bidiGenerateContent. Call ListMod",
    fresh,
    "gemini.refused",
  ],
  [1008, "Operation is not implemented, or supported, or enabled.", live, "gemini.lost"],
  [1008, "Requested entity was not found", live, "gemini.lost"],
  [1008, "Requested entity was not found", resuming, "gemini.refused"],
  [1011, "Deadline expired before operation could complete.", live, "gemini.lost"],
  [1011, "Internal error encountered.", resuming, "gemini.lost"],
  [1011, "You exceeded your current quota, please check your plan", live, "gemini.refused"],
  [1011, "RESOURCE_EXHAUSTED: too many concurrent sessions", live, "gemini.refused"],
  [1011, "Your prepayment credits are depleted.", live, "gemini.refused"],
  [1008, "Your project has been denied access.", live, "gemini.refused"],
  [1007, "API key not valid. Please pass a valid API key.", fresh, "gemini.refused"],
  [1007, "Something that is not known yet.", fresh, "gemini.refused"],
  [1007, "Something that is not known yet.", live, "gemini.lost"],
  [1008, "Something that is not known yet.", fresh, "gemini.lost"],
  [403, "", fresh, "gemini.refused"],
  [429, "", fresh, "gemini.lost"],
  [503, "", fresh, "gemini.lost"],
] as const)("reads %i %j by its reason first", (code, reason, when, type) => {
  expect(classifyClose({ code, reason }, when)).toMatchObject(type === "gemini.closed" ? { type } : { type, code });
});

it.each([
  [1011, "You exceeded your current quota, please check your plan and billing details.", "geminiRefused"],
  [1011, "RESOURCE_EXHAUSTED: too many concurrent sessions", "geminiRefused"],
  [1011, "Your prepayment credits are depleted.", "geminiMisconfigured"],
  [1008, "Your project has been denied access.", "geminiMisconfigured"],
  [1007, "API key not valid. Please pass a valid API key.", "geminiMisconfigured"],
  [1007, "User location is not supported for the API use", "geminiMisconfigured"],
  [1008, "models/gemini-x is not found for API version v1beta", "geminiMisconfigured"],
  [1007, "Request contains an invalid argument.", "geminiMisconfigured"],
  [403, "", "geminiMisconfigured"],
] as const)("tells a full service from one that is not set up: %i %j", (code, reason, failure) => {
  expect(classifyClose({ code, reason }, fresh)).toMatchObject({ type: "gemini.refused", failure });
});

it.each([
  ["You exceeded your current quota, please check your plan and billing details.", "quota"],
  ["RESOURCE_EXHAUSTED", "quota"],
  ["Your prepayment credits are depleted.", "billing"],
  ["Your project has been denied access.", "denied"],
  ["User location is not supported for the API use", "region"],
  ["Internal error encountered.", null],
])("names the cause of %j for the operator", (reason, trouble) => {
  expect(troubleOf(reason)).toBe(trouble);
});

it.each([
  [1007, `Invalid JSON payload received. Unknown name "behavior" at 'setup.tools[0]': Cannot find field.`, true],
  [1007, "Thinking level is not supported for this model.", true],
  [1007, "User location is not supported for the API use", false],
  [1007, "Request contains an invalid argument.", false],
  [1011, "Function not supported", false],
])("reads a close of %i %j as a set-up that asks too much: %j", (code, reason, isRefused) => {
  expect(isSetupRefused({ code, reason })).toBe(isRefused);
});
