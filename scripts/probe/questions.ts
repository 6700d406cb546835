import { outputRate } from "../../simulator/speech.ts";
import {
  begin,
  byContent,
  byRealtime,
  callEnd,
  closeOf,
  completes,
  end,
  handlesIn,
  heardIn,
  isTaken,
  longWords,
  manual,
  opens,
  outputMs,
  type Question,
  schedules,
  speaks,
  spokenIn,
  tool,
  turnMs,
  words,
  yes,
} from "./asking.ts";

/** What PrepPal relies on and only a real key can tell. */
export const questions: Question[] = [
  { name: "does clientContent open?", profile: "opening by clientContent", ask: (open) => opens(open, byContent(begin)) },
  { name: "does realtime text open, is it echoed?", profile: "opening by realtimeInput", ask: (open) => opens(open, byRealtime(begin)) },
  {
    name: "languageCodes in the set-up?",
    profile: "languageCodes",
    ask: (open) => isTaken(open, { inputAudioTranscription: { languageCodes: ["en-US"] } }),
  },
  {
    name: "customVocabulary in the set-up?",
    profile: "customVocabulary",
    ask: (open) => isTaken(open, { inputAudioTranscription: { customVocabulary: ["PrepPal"] } }),
  },
  { name: "NON_BLOCKING functions?", profile: "behavior", ask: (open) => isTaken(open, tool({ behavior: "NON_BLOCKING" })) },
  { name: "scheduling WHEN_IDLE?", profile: "scheduling WHEN_IDLE", ask: (open, say) => schedules(open, say, "WHEN_IDLE") },
  { name: "scheduling SILENT?", profile: "scheduling SILENT", ask: (open, say) => schedules(open, say, "SILENT") },
  {
    name: "which comes first, goodbye or call?",
    profile: "end tool",
    ask: async (open, say) => {
      const line = await open({ ...tool(), systemInstruction: { parts: [{ text: callEnd }] } });
      line.send(say(callEnd));
      const hasCalled = () => line.received.some(({ message }) => message.toolCall);
      const isCalled = await line.until(hasCalled, turnMs);
      return end(line, { value: isCalled ? (speaks(line) ? "speech first" : "call first") : "never called", seen: closeOf(line) });
    },
  },
  {
    name: "a context update?",
    profile: "contextUpdate",
    ask: async (open) => {
      const line = await open();
      line.send({ contextUpdate: { systemInstruction: { parts: [{ text: "Three minutes are left." }] } } });
      await line.until(() => false, 1_000);
      return end(line, { value: yes(line.closed === null), seen: closeOf(line) });
    },
  },
  {
    name: "handles: how many in 20 s of silence?",
    profile: "handles",
    ask: async (open) => {
      const line = await open();
      await line.hush(20_000);
      await line.until(() => handlesIn(line).length > 0, 1_000);
      const count = handlesIn(line).length;
      return end(line, { value: count === 0 ? "none" : count === 1 ? "once" : "idle", seen: `${count} in 20 s, ${closeOf(line)}` });
    },
  },
  {
    name: "does the first handle resume, with memory?",
    profile: "resumption",
    ask: async (open, say) => {
      const first = await open();
      await first.hush(1_000);
      if (!(await first.until(() => handlesIn(first).length > 0, 3_000))) return end(first, { value: "no handle", seen: closeOf(first) });
      const [handle] = handlesIn(first);
      first.send(say("The word is heron. Say yes."));
      await first.until(() => completes(first), turnMs);
      await first.end();
      const second = await open({ sessionResumption: { handle } });
      if (second.closed) return { value: "refused", seen: closeOf(second) };
      second.send(say("Which word did I tell you?"));
      await second.until(() => completes(second), turnMs);
      return end(second, { value: /heron/i.test(spokenIn(second)) ? "with memory" : "without memory", seen: `said "${spokenIn(second)}"` });
    },
  },
  {
    name: "a 90 s answer: any frame while it lasts?",
    profile: "silence while they speak",
    ask: async (open) => {
      const line = await open();
      const from = line.received.length;
      await line.speak(longWords(90));
      const meanwhile = line.received
        .slice(from)
        .filter(({ message }) => Object.keys(message).length > 0 && !message.sessionResumptionUpdate).length;
      await line.hush(3_000);
      await line.until(() => completes(line, from), turnMs);
      const seen = `${meanwhile} frames meanwhile, ${heardIn(line, from).length} transcriptions, ${closeOf(line)}`;
      return end(line, { value: meanwhile === 0 ? "no frame" : "frames", seen });
    },
  },
  {
    name: "does audioStreamEnd end a turn?",
    profile: "audioStreamEnd",
    ask: async (open) => {
      const line = await open();
      await line.speak(words());
      line.send({ realtimeInput: { audioStreamEnd: true } });
      const isEnded = await line.until(() => heardIn(line).length > 0 || speaks(line), outputMs);
      return end(line, { value: isEnded ? "ends" : "ignored", seen: closeOf(line) });
    },
  },
  {
    name: "manual: an answer within 5 s, ten times?",
    profile: "manual turns",
    ask: async (open) => {
      const line = await open(manual);
      let answered = 0;
      for (let turn = 0; turn < 10 && !line.closed; turn += 1) {
        const from = line.received.length;
        line.send({ realtimeInput: { activityStart: {} } });
        await line.speak(words());
        line.send({ realtimeInput: { activityEnd: {} } });
        if (await line.until(() => speaks(line, from), 5_000)) answered += 1;
        await line.until(() => completes(line, from), turnMs);
      }
      return end(line, { value: answered === 10 ? "yes" : "no", seen: `${answered} of 10, ${closeOf(line)}` });
    },
  },
  {
    name: "manual: a pause of 3 s within a window?",
    profile: "manual pause",
    ask: async (open) => {
      const line = await open(manual);
      line.send({ realtimeInput: { activityStart: {} } });
      await line.speak(words());
      await line.hush(3_000);
      const early = speaks(line);
      await line.speak(words());
      line.send({ realtimeInput: { activityEnd: {} } });
      await line.until(() => completes(line), turnMs);
      return end(line, {
        value: yes(!early && heardIn(line).length > 0),
        seen: `${heardIn(line).length} transcriptions, ${closeOf(line)}`,
      });
    },
  },
  {
    name: "manual: does text within a window join it?",
    profile: "manual text",
    ask: async (open) => {
      const line = await open(manual);
      line.send({ realtimeInput: { activityStart: {} } });
      await line.speak(words());
      line.send(byRealtime("[Four minutes are left.]"));
      await line.wait(2_000);
      const early = speaks(line);
      line.send({ realtimeInput: { activityEnd: {} } });
      await line.until(() => completes(line), turnMs);
      const isSpokenBack = /four minutes/i.test(spokenIn(line));
      return end(line, {
        value: yes(!early && !isSpokenBack),
        seen: `${early ? "answered at once" : "waited"}, ${isSpokenBack ? "spoken back" : "not spoken back"}`,
      });
    },
  },
  {
    name: "gated: do 4 s without sound keep a turn open?",
    profile: "gated turns",
    ask: async (open) => {
      const line = await open();
      await line.speak(words());
      await line.wait(4_000);
      const early = speaks(line) || heardIn(line).length > 0;
      await line.speak(words());
      await line.hush(3_000);
      await line.until(() => completes(line), turnMs);
      return end(line, {
        value: yes(!early && speaks(line)),
        seen: `${early ? "taken for its end" : "open"}, ${heardIn(line).length} transcriptions`,
      });
    },
  },
  {
    name: "60 s of sound at once?",
    profile: "sound at once",
    ask: async (open) => {
      const line = await open(manual);
      line.send({ realtimeInput: { activityStart: {} } });
      const ring = longWords(60);
      for (let at = 0; at < ring.length; at += outputRate) {
        const data = Buffer.from(ring.slice(at, at + outputRate).buffer).toString("base64");
        line.send({ realtimeInput: { audio: { data, mimeType: `audio/pcm;rate=${outputRate}` } } });
      }
      line.send({ realtimeInput: { activityEnd: {} } });
      await line.until(() => completes(line), turnMs);
      return end(line, {
        value: yes(line.closed === null && speaks(line)),
        seen: `${heardIn(line).length} transcriptions, ${closeOf(line)}`,
      });
    },
  },
  {
    name: "is a window without a frame alive after 120 s?",
    profile: "silent window",
    ask: async (open) => {
      const line = await open(manual);
      line.send({ realtimeInput: { activityStart: {} } });
      await line.wait(120_000);
      return end(line, { value: yes(line.closed === null), seen: closeOf(line) });
    },
  },
  {
    name: "usage of two turns?",
    profile: "usage",
    ask: async (open, say) => {
      const line = await open();
      for (let turn = 0; turn < 2; turn += 1) {
        const from = line.received.length;
        line.send(say(begin));
        await line.until(() => completes(line, from), turnMs);
      }
      const usage = line.received.flatMap(({ message }) => message.usageMetadata?.["totalTokenCount"] ?? []);
      return end(line, { value: usage.length > 0 ? "told" : "not told", seen: `total tokens ${usage.map(String).join(", ")}` });
    },
  },
];
