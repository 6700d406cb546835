import { fromCallback } from "xstate";
import type { CallEvent, MicrophoneCommand, MicrophoneInput } from "../../../machines/call/events.ts";
import { meterLevel } from "../../../sound/pcm.ts";
import { CallMicrophone } from "../audio/call-microphone.ts";
import type { CallParts } from "./call-parts.ts";
import { voiceLevel } from "../audio/meter.ts";
import { openSilence } from "./silent-microphone.ts";

/** A voice pauses between words: the candidate counts as speaking until this long (ms) after the last of it. */
const holdMs = 500;

/**
 * The candidate's microphone, or silence in its place if they type. Its frames go to the line, and to all that observes the candidate's
 * voice.
 */
export const microphonePort = (parts: CallParts) =>
  fromCallback<MicrophoneCommand, MicrophoneInput>(({ input, sendBack, receive }) => {
    const { line, graph, devices, meters, answers, mutedVoice, recording } = parts;
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
        parts.player?.resume();
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
