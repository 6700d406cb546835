import { fromCallback } from "xstate";
import type { CallEvent, SpeakerCommand } from "../../../machines/call/events.ts";
import { meterLevel, speechMs } from "../../../sound/pcm.ts";
import type { CallParts } from "./call-parts.ts";
import { CaptionPace } from "./caption-pace.ts";
import { AudioPlayer } from "../audio/speaker.ts";

/** Plays the interviewer's voice (PCM16, 24 kHz), at whose pace the captions are shown. */
export const play = ({ pace, player }: CallParts, pcm: Uint8Array): void => {
  pace?.received(speechMs(pcm));
  player?.play(pcm);
};

/** The interviewer's voice, with the captions that keep pace with it. */
export const speakerPort = (parts: CallParts) =>
  fromCallback<SpeakerCommand, undefined>(({ sendBack, receive }) => {
    const { graph, meters, answers, lastWords } = parts;
    const tell = (event: CallEvent) => sendBack(event);
    const captions = new CaptionPace((caption) => tell({ type: "caption.received", caption }));
    const flush = () => {
      lastWords.hush();
      captions.interrupted();
      opened.flush();
    };
    const hush = () => {
      if (lastWords.read() === "playing") flush();
    };
    let isOff = false;
    const opened = new AudioPlayer(graph, {
      onSuspended: () => {
        hush();
        isOff = true;
        captions.setSoundOff(true);
        meters.interviewer.show(0, false);
        tell({ type: "speaker.suspended" });
      },
      onRunning: () => {
        isOff = false;
        captions.setSoundOff(false);
        tell({ type: "speaker.running" });
      },
      onLost: () => lastWords.hush(),
      onRefused: () => tell({ type: "speaker.refused" }),
      onDraining: (leftMs) => tell({ type: "speaker.draining", leftMs }),
      onDrained: () => tell({ type: "speaker.drained" }),
      onLevel: ({ rms, isPlaying, playedMs, isOld }) => {
        captions.played(playedMs);
        const isAgain = lastWords.read() === "playing";
        // A level from before the replay was asked for says nothing of it.
        if (isAgain && !isOld) lastWords.sounded(isPlaying);
        // A level from before the sound stopped says nothing of what is heard now.
        if (isOff) return;
        meters.interviewer.show(meterLevel(rms), isPlaying);
        if (!isAgain && isPlaying) answers.sounded(performance.now() + opened.delayMs());
      },
    });
    parts.player = opened;
    parts.pace = captions;
    const commands: Record<SpeakerCommand["type"], () => void> = {
      "speaker.flush": flush,
      "speaker.resume": () => opened.resume(),
      "speaker.drain": () => opened.drain(),
      "speaker.repeat": () => {
        if (lastWords.read() === "playing") opened.flush();
        for (const pcm of lastWords.again()) play(parts, pcm);
      },
      "speaker.hush": hush,
    };
    receive(({ type }) => commands[type]());
    return () => {
      opened.close();
      captions.close();
      lastWords.hush();
      parts.player = null;
      meters.interviewer.show(0, false);
    };
  });
