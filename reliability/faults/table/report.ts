import { endedByUser, type Fault } from "./fault.ts";

type Row = Pick<Fault, "id" | "fault" | "injection" | "expected">;

/** Faults while a report is made. The interview itself has ended well and stays so. */
const rows: Row[] = [
  {
    id: "F70",
    fault: "the text model is overloaded, or not there",
    injection: "503, 500, 504, 408, a connection that breaks",
    expected: "tried again after 5 s, 30 s, 2 min, 10 min, an hour; the page is told when",
  },
  {
    id: "F71",
    fault: "the text model is overloaded for a day",
    injection: "503, and a day passes",
    expected: "FAILED, unavailable; it can be asked for again",
  },
  {
    id: "F72",
    fault: "a minute's quota is used up",
    injection: "429 with a retryDelay",
    expected: "waited for as long as it says; the report comes",
  },
  {
    id: "F73",
    fault: "a day's quota is used up, or there is none",
    injection: "429 PerDay, limit: 0, credits depleted",
    expected: "FAILED, quota; no further request",
  },
  {
    id: "F74",
    fault: "the schema is refused",
    injection: "400 INVALID_ARGUMENT, once and always",
    expected: "asked once more with the schema in words; then FAILED, refused, and logged",
  },
  {
    id: "F75",
    fault: "key, region or model are wrong",
    injection: "400 location, 401, 403, 404",
    expected: "FAILED, configuration; no further request, and logged",
  },
  {
    id: "F76",
    fault: "the text model blocks the transcript",
    injection: "blockReason; SAFETY, PROHIBITED_CONTENT, BLOCKLIST, SPII, LANGUAGE",
    expected: "FAILED, blocked; no further request; the transcript stays",
  },
  {
    id: "F77",
    fault: "the text model strays",
    injection: "RECITATION, OTHER, MALFORMED_RESPONSE, an empty text; once and always",
    expected: "asked once more; then FAILED, refused",
  },
  {
    id: "F78",
    fault: "the answer is cut, or is no JSON",
    injection: "MAX_TOKENS, CONTINUATION, prose, a fence; once and always",
    expected: "asked once more, for less; then FAILED, refused; never half a report",
  },
  {
    id: "F79",
    fault: "nothing that the model claims was said",
    injection: "valid JSON with quotes of nobody, the interviewer and the résumé",
    expected: "READY without claims; each is counted",
  },
  {
    id: "F80",
    fault: "the job dies between the model's answer and its delivery",
    injection: "the object is aborted while the app does not take the result",
    expected: "paid for once, delivered once",
  },
  {
    id: "F81",
    fault: "the app is away while a report is made",
    injection: "500 to the input, then to the result",
    expected: "tried again; nothing is asked of the model twice",
  },
  {
    id: "F82",
    fault: "the interview is deleted while its report is made",
    injection: "deleted while the model writes",
    expected: "the job's object is empty, no row comes back",
  },
];

export const reportFaults: Fault[] = rows.map((row) => ({
  ...row,
  outcome: row.id === "F82" ? { ...endedByUser, status: "deleted", endReason: null } : endedByUser,
  vehicle: "workerd",
  promises: ["P7"],
}));
