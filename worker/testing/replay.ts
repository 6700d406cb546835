import { runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";
import { stopClock } from "../../harness/clock.ts";
import { soon, until } from "../../harness/wait.ts";
import { InterviewSession } from "../session/interview-session.ts";
import { parseCapture } from "./capture.ts";
import { CapturedGemini } from "./captured-gemini.ts";
import { prepareInterview } from "./interview.ts";

const rate = 16_000;
const frameMs = 500;
/** How often a page without a microphone sends a silent frame. */
const heartbeatMs = 10_000;

/**
 * Plays a capture as Gemini's side to a real object on a clock that is moved by hand, with a candidate who speaks when the capture says.
 */
export const replayCapture = async (text: string, { minutes = 10 }: { minutes?: 10 | 20 } = {}) => {
  const { model, moments } = parseCapture(text);
  const received = vi.spyOn(InterviewSession.prototype, "webSocketMessage");
  const interview = await prepareInterview({ env: { GEMINI_LIVE_MODEL: model }, interview: { minutes } });
  const gemini = new CapturedGemini((act) => runInDurableObject(interview.stub(), act));
  try {
    stopClock();
    const client = await interview.join({ rate: 24_000 });
    await until("the interview is live", () => client.of("sessionStarted").length > 0);

    let given = received.mock.calls.length;
    const speak = async (pcm: Int16Array) => {
      if (client.closed) return;
      client.speak(new Uint8Array(pcm.buffer));
      given += 1;
      await until("the object has the candidate's sound", () => client.closed !== null || received.mock.calls.length >= given);
    };
    let now = 0;
    let speaksUntil = 0;
    let [mutedUntil, beatAt] = [0, 0];
    const passUntil = async (atMs: number) => {
      while (now < atMs) {
        const ms = Math.min(frameMs, atMs - now);
        await interview.pass(ms);
        now += ms;
        if (now > mutedUntil) await speak(now <= speaksUntil ? voice(now, ms) : room(now, ms));
        else if (now >= beatAt) {
          await speak(new Int16Array((rate * 40) / 1000));
          beatAt = now + heartbeatMs;
        }
      }
    };
    for (const moment of moments) {
      await passUntil(moment.atMs);
      if (client.closed) break;
      if (moment.kind === "frame") await gemini.send(moment.message);
      else if (moment.kind === "close") await gemini.close(moment.code, moment.reason);
      else if (moment.kind === "say") speaksUntil = now + moment.ms;
      else if (moment.kind === "mute") [mutedUntil, beatAt] = [now + moment.ms, now + heartbeatMs];
      else if (moment.kind === "toolresponse")
        await until(
          "the call was answered, or was the end",
          () => client.closed !== null || gemini.heard.some(({ answers }) => answers.length > 0),
        );
      else client.requestEnd();
      await soon();
    }
    const endedByItself = client.closed !== null;
    for (let left = 60; left > 0 && !client.closed; left -= 1) await passOneSecond(interview);
    vi.useRealTimers();
    const { interview: stored, transcript } = await interview.app();
    const finals = client.of("transcriptUpdate").filter(({ isFinal }) => isFinal);
    return {
      heard: gemini.heard,
      phases: interview.phases(),
      endedByItself,
      client,
      status: [stored.status, stored.endReason],
      transcript: transcript.map(({ speaker, content }) => `${speaker} ${content}`),
      /** The last final text of each utterance, as the page shows them. */
      captions: [...new Map(finals.map(({ seq, speaker, text: said }) => [seq, `${speaker} ${said}`])).values()],
    };
  } finally {
    vi.useRealTimers();
    received.mockRestore();
    gemini.release();
  }
};

const passOneSecond = async (interview: Awaited<ReturnType<typeof prepareInterview>>) => {
  await interview.pass(1_000);
  await soon();
};

type Sound = (endsAtMs: number, ms: number) => Int16Array;

/**
 * Sound that repeats every second, cut in stretches of up to a second. One second is computed once and stored twice in a row, so that every
 * stretch is in one piece.
 */
const repeating = (wave: (second: number) => number): Sound => {
  const twice = Int16Array.from({ length: 2 * rate }, (_, at) => wave((at % rate) / rate));
  return (endsAtMs, ms) => {
    const from = Math.round((rate * ((endsAtMs - ms) % 1000)) / 1000);
    return twice.slice(from, from + Math.floor((rate * ms) / 1000));
  };
};

/** Four syllables a second at about -20 dB, which an energy detector takes for a voice. */
const voice = repeating((second) => 6_000 * Math.max(0, Math.sin(2 * Math.PI * 4 * second) + 0.4) * Math.sin(2 * Math.PI * 210 * second));

/** A quiet room, at about −75 dB. */
const room = repeating((second) => 8 * Math.sin(1e4 * second) * Math.sin(7.3e3 * second));
