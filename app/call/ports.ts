import { fromCallback, fromPromise } from "xstate";
import { callMachine } from "../../machines/call.ts";
import type { CallEvent, MicrophoneCommand, MicrophoneInput, SocketCommand, SpeakerCommand } from "../../machines/call/events.ts";
import { CallDevices } from "./call-devices.ts";
import { CallMicrophone } from "./call-microphone.ts";
import { CaptionPace } from "./caption-pace.ts";
import { Line } from "./line.ts";
import { Meter, voiceLevel } from "./meter.ts";
import { mintToken, RefusedError } from "./mint-token.ts";
import { MutedVoice } from "./muted-voice.ts";
import { meterLevel, speechMs } from "../../sound/pcm.ts";
import { forgetResumeToken, rememberResumeToken } from "./resume-token.ts";
import { SoundGraph } from "./sound-graph.ts";
import { LastWords } from "./last-words.ts";
import { OwnAnswer } from "./own-answer.ts";
import { OwnRecording } from "./own-recording.ts";
import { PathQuality } from "./path-quality.ts";
import { openSilence } from "./silent-microphone.ts";
import { openSocket, type Socket, socketUrl } from "./socket.ts";
import type { Floor } from "../../contract/vocabulary.ts";
import { keepAnswers } from "./unsent-answers.ts";
import { AnswerTime } from "./answer-time.ts";
import { AudioPlayer } from "./speaker.ts";

/** A voice pauses between words; so long (ms) after the last of it the candidate still speaks. */
const holdMs = 500;

type HostOptions = { interviewId: string; workerUrl: string };

/** The call's chart with the browser behind its ports, and what the chart keeps out of its way: the line and the two meters. */
export const hostCall = ({ interviewId, workerUrl }: HostOptions) => {
  const line = new Line();
  const graph = new SoundGraph();
  const devices = new CallDevices(graph);
  const meters = { candidate: new Meter(), interviewer: new Meter() };
  const quality = new PathQuality();
  const answers = new AnswerTime();
  const own = new OwnAnswer();
  const mutedVoice = new MutedVoice();
  const lastWords = new LastWords();
  const recording = new OwnRecording(interviewId);
  let player: AudioPlayer | null = null;
  let worker: Socket | null = null;
  let pace: CaptionPace | null = null;
  let showFeedback = (): void => undefined;
  let tellRefusal = (): void => undefined;

  const play = (pcm: Uint8Array) => {
    pace?.received(speechMs(pcm));
    player?.play(pcm);
  };

  const expectAnswer = (floor: Floor) => {
    const now = performance.now();
    own.took(floor, now);
    if (floor === "DUE" && own.read() !== null) answers.due(now);
    else if (floor !== "INTERVIEWER") answers.drop();
  };

  const microphone = fromCallback<MicrophoneCommand, MicrophoneInput>(({ input, sendBack, receive }) => {
    if (input.isTyped) return openSilence((pcm) => line.speak(pcm));
    const tell = (event: CallEvent) => sendBack(event);
    let isMuted = input.isMuted;
    let spokeAt = Number.NEGATIVE_INFINITY;
    const onFrame = (pcm: Int16Array, rms: number) => {
      line.speak(pcm);
      recording.segments?.candidate(pcm);
      const level = meterLevel(rms);
      const now = performance.now();
      if (isMuted) {
        mutedVoice.hear(level > voiceLevel, now);
        return meters.candidate.show(0, false);
      }
      if (level > voiceLevel) {
        spokeAt = now;
        answers.spoke(now);
      }
      meters.candidate.show(level, now - spokeAt < holdMs);
    };
    const opened = new CallMicrophone(graph, {
      isMuted,
      onFrame,
      onReady: () => {
        player?.resume();
        tell({ type: "microphone.ready" });
      },
      onRefused: (problem) => tell({ type: "microphone.refused", problem }),
      onTaken: (device, problem) => devices.took(device, problem),
      onLost: () => tell({ type: "microphone.lost" }),
      onBroken: () => tell({ type: "microphone.broke" }),
      onUnheard: (cause) => tell(cause ? { type: "microphone.unheard", cause } : { type: "microphone.heard" }),
    });
    const setMuted = (isOn: boolean) => {
      isMuted = isOn;
      mutedVoice.reset();
      opened.setMuted(isOn);
    };
    const commands: Record<MicrophoneCommand["type"], () => void> = {
      "microphone.mute": () => setMuted(true),
      "microphone.unmute": () => setMuted(false),
      "microphone.switch": () => void opened.open(),
    };
    receive(({ type }) => commands[type]());
    return () => {
      opened.close();
      devices.took(null);
      mutedVoice.reset();
      meters.candidate.show(0, false);
    };
  });

  const speaker = fromCallback<SpeakerCommand, undefined>(({ sendBack, receive }) => {
    const tell = (event: CallEvent) => sendBack(event);
    const captions = new CaptionPace((caption) => tell({ type: "caption.received", caption }));
    const opened = new AudioPlayer(graph, {
      onSuspended: () => {
        captions.setSoundOff(true);
        meters.interviewer.show(0, false);
        tell({ type: "speaker.suspended" });
      },
      onRunning: () => {
        captions.setSoundOff(false);
        tell({ type: "speaker.running" });
      },
      onRefused: () => tell({ type: "speaker.refused" }),
      onDraining: (leftMs) => tell({ type: "speaker.draining", leftMs }),
      onDrained: () => tell({ type: "speaker.drained" }),
      onLevel: (rms, isPlaying, playedMs) => {
        meters.interviewer.show(meterLevel(rms), isPlaying);
        captions.played(playedMs);
        const isAgain = lastWords.read() === "playing";
        if (isAgain) lastWords.sounded(isPlaying);
        else if (isPlaying) answers.sounded(performance.now() + opened.delayMs());
      },
    });
    player = opened;
    pace = captions;
    const flush = () => {
      lastWords.hush();
      opened.flush();
      captions.interrupted();
    };
    const commands: Record<SpeakerCommand["type"], () => void> = {
      "speaker.flush": flush,
      "speaker.resume": () => opened.resume(),
      "speaker.drain": () => opened.drain(),
      "speaker.repeat": () => {
        if (lastWords.read() === "playing") opened.flush();
        for (const pcm of lastWords.again()) play(pcm);
      },
      "speaker.hush": () => {
        if (lastWords.read() === "playing") flush();
      },
    };
    receive(({ type }) => commands[type]());
    return () => {
      opened.close();
      captions.close();
      if (player === opened) player = null;
      meters.interviewer.show(0, false);
    };
  });

  const socket = fromCallback<SocketCommand, { interviewId: string; token: string }>(({ input, sendBack, receive }) => {
    const url = socketUrl({ workerUrl, ...input });
    const takeSpeech = (pcm: Uint8Array) => {
      if (lastWords.read() === "playing") player?.flush();
      lastWords.add(pcm);
      recording.segments?.interviewer(pcm);
      play(pcm);
    };
    const tell = (event: CallEvent) => {
      switch (event.type) {
        case "session.started":
          recording.began(event.startedAtMs);
          pace?.rejoined();
          break;
        case "caption.received":
          recording.segments?.said(event.caption);
          if (event.caption.speaker === "USER" && !event.caption.isTyped) own.written();
          // It is told once it is heard.
          if (pace) return pace.caption(event.caption);
          break;
        case "turn.changed":
          recording.segments?.turn(event.floor);
          expectAnswer(event.floor);
          if (event.floor !== "INTERVIEWER" && event.floor !== "OPEN") lastWords.end();
          break;
        case "session.interrupted":
          lastWords.end();
      }
      sendBack(event);
    };
    quality.reset();
    answers.drop();
    const opened = openSocket({ url, line, play: takeSpeech, interviewer: meters.interviewer, quality, tell });
    worker = opened;
    receive(opened.end);
    return () => {
      opened.close();
      if (worker === opened) worker = null;
    };
  });

  const machine = callMachine.provide({
    actors: {
      microphone,
      speaker,
      socket,
      mintToken: fromPromise<{ token: string }, { interviewId: string }>(({ input, signal }) =>
        mintToken(input.interviewId, signal).catch((error: unknown) => {
          if (error instanceof RefusedError) tellRefusal();
          throw error;
        }),
      ),
    },
    actions: {
      openLine: () => line.open(),
      closeLine: () => line.close(),
      tellWorker: (_, command) => worker?.tellRoom(command),
      keepAnswers: (_, { answers }) => keepAnswers(interviewId, answers),
      rememberResumeToken: (_, session) => rememberResumeToken(interviewId, session),
      forgetResumeToken: () => forgetResumeToken(interviewId),
      // An action runs before its state is seen: who is asked whether the page may be left must know that the interview is over.
      showFeedback: () => queueMicrotask(() => showFeedback()),
    },
  });
  const whenOver = (show: () => void): void => {
    showFeedback = show;
  };
  const whenRefused = (tell: () => void): void => {
    tellRefusal = tell;
  };
  return { machine, devices, meters, quality, answers, own, mutedVoice, lastWords, recording, whenOver, whenRefused };
};
