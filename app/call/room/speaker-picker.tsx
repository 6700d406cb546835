import { useState } from "react";
import { canChooseSpeaker, type Device, foundAmong } from "../audio/devices.ts";
import { DevicePicker } from "./device-picker.tsx";

type SpeakerPickerProps = {
  speakers: Device[];
  chosen: Device | null;
  /** Resolves to the speaker that is heard in the end. */
  onChoose: (speaker: Device | null) => Promise<Device | null>;
};

/** The choice of a speaker, where there is one. Says where the sound stays when the browser refuses what was chosen. */
export function SpeakerPicker({ speakers, chosen, onChoose }: SpeakerPickerProps) {
  const [refused, setRefused] = useState<Device | null>(null);
  if (!canChooseSpeaker() || speakers.length < 2) return null;
  const heard = foundAmong(speakers, chosen);
  const choose = async (id: string) => {
    const speaker = speakers.find((it) => it.id === id) ?? null;
    setRefused(null);
    const now = await onChoose(speaker);
    setRefused(now?.id === speaker?.id ? null : speaker);
  };
  return (
    <div>
      <DevicePicker label="Play it on" devices={speakers} chosen={heard} onChoose={(id) => void choose(id)} standard="System default" />
      <p role="status" className="mt-1 text-sm text-muted empty:hidden">
        {refused
          ? `“${refused.label}” cannot be used now, so the sound stays on ${heard ? `“${heard.label}”` : "the system’s default"}. Connect it again, or choose another.`
          : ""}
      </p>
    </div>
  );
}
