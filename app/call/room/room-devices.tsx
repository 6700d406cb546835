import { useEffect, useState } from "react";
import { useWatched } from "../../ui/use-watched.ts";
import type { CallDevices } from "../ports/call-devices.ts";
import { DevicePicker } from "./device-picker.tsx";
import { type Device, foundAmong, listDevices, recallDevices } from "../audio/devices.ts";
import { microphoneWords } from "./microphone-words.ts";
import { microphoneOf } from "./room-state.ts";
import { SpeakerPicker } from "./speaker-picker.tsx";
import { type CallActor, type CallSnapshot, useCallState } from "../ports/use-call.ts";

const isOpening = (it: CallSnapshot) => it.matches({ live: { microphone: "reopening" } });

/** The choice of microphone and speaker during the interview. */
export function RoomDevices({ call, devices }: { call: CallActor; devices: CallDevices }) {
  const { microphone, problem } = useWatched(devices);
  const hasMicrophone = useCallState(call, microphoneOf) !== "typed";
  const isReopening = useCallState(call, isOpening);
  const { microphones, speakers } = useDevices();
  const [speaker, setSpeaker] = useState(() => recallDevices().speaker);
  // The browser takes a moment to list its devices.
  const known = microphones ?? (microphone ? [microphone] : []);
  const inUse = foundAmong(known, microphone);
  const chooseMicrophone = (id: string) => {
    devices.chooseMicrophone(known.find((it) => it.id === id) ?? null);
    call.send({ type: "microphone.chosen" });
  };
  const chooseSpeaker = async (chosen: Device | null) => {
    setSpeaker(chosen);
    const heard = await devices.chooseSpeaker(chosen);
    setSpeaker(heard);
    return heard;
  };
  return (
    <>
      {hasMicrophone ? (
        <div>
          <DevicePicker
            label="Microphone"
            devices={known}
            chosen={inUse}
            onChoose={chooseMicrophone}
            standard={inUse ? undefined : "None"}
            isDisabled={isReopening}
          />
          <p role="status" className="mt-1 text-muted empty:hidden">
            {problem
              ? `${microphoneWords[problem].title}. ${microphoneWords[problem].wayOut}`
              : microphones && microphones.length < 2
                ? "No other one is there. Plug one in, and it is listed here."
                : ""}
          </p>
        </div>
      ) : null}
      <SpeakerPicker speakers={speakers} chosen={speaker} onChoose={chooseSpeaker} />
    </>
  );
}

/** The devices that are present, kept up to date. `microphones` is null until the browser has listed them. */
const useDevices = (): { microphones: Device[] | null; speakers: Device[] } => {
  const [devices, setDevices] = useState<{ microphones: Device[] | null; speakers: Device[] }>({ microphones: null, speakers: [] });
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const list = async () => {
      const [microphones, speakers] = await Promise.all([listDevices("audioinput"), listDevices("audiooutput")]);
      if (!signal.aborted) setDevices({ microphones, speakers });
    };
    void list();
    navigator.mediaDevices?.addEventListener("devicechange", () => void list(), { signal });
    return () => leaving.abort();
  }, []);
  return devices;
};
