import { AnswerTime } from "./answer-time.ts";
import { CallDevices } from "./call-devices.ts";
import type { CaptionPace } from "./caption-pace.ts";
import { LastWords } from "./last-words.ts";
import { Line } from "../connection/line.ts";
import { Meter } from "../audio/meter.ts";
import { MutedVoice } from "../audio/muted-voice.ts";
import { OwnAnswer } from "./own-answer.ts";
import { OwnRecording } from "./own-recording.ts";
import { PathQuality } from "../connection/path-quality.ts";
import type { Socket } from "../connection/socket.ts";
import { SoundGraph } from "../audio/sound-graph.ts";
import type { AudioPlayer } from "../audio/speaker.ts";

const shownOf = (graph: SoundGraph, interviewId: string) => ({
  devices: new CallDevices(graph),
  meters: { candidate: new Meter(), interviewer: new Meter() },
  quality: new PathQuality(),
  answers: new AnswerTime(),
  own: new OwnAnswer(),
  mutedVoice: new MutedVoice(),
  lastWords: new LastWords(),
  recording: new OwnRecording(interviewId),
});

/** What the page shows of a call besides its chart. It is not part of the chart because it decides nothing. */
export type Shown = ReturnType<typeof shownOf>;

/** What the ports of one call share. */
export type CallParts = Shown & {
  line: Line;
  graph: SoundGraph;
  /** Null while there is none. */
  player: AudioPlayer | null;
  pace: CaptionPace | null;
  socket: Socket | null;
};

export const callParts = (interviewId: string): { parts: CallParts; shown: Shown } => {
  const graph = new SoundGraph();
  const shown = shownOf(graph, interviewId);
  return { parts: { ...shown, line: new Line(), graph, player: null, pace: null, socket: null }, shown };
};
