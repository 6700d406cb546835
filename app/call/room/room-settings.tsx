import { type ReactNode, useEffect, useRef } from "react";
import { type Patience, patiences } from "../../../contract/vocabulary.ts";
import { captionLooks, captionPlaces, type CaptionSettings, captionSizes } from "./caption-settings.ts";
import { readAloud, type Whose } from "./read-aloud.tsx";

type RoomSettingsProps = {
  devices: ReactNode;
  /** Null where the Worker does not let it be chosen. */
  patience: Patience | null;
  onPatience: (patience: Patience) => void;
  captions: CaptionSettings;
  onCaptions: (change: Partial<CaptionSettings>) => void;
  whose: Whose;
  onWhose: (whose: Whose) => void;
  hasKeys: boolean;
  onKeys: (isOn: boolean) => void;
  isTapped: boolean;
  onTapped: (isOn: boolean) => void;
};

const patienceWords: Record<Patience, string> = {
  QUICK: "Quick: a short pause ends my answer",
  NORMAL: "Normal",
  PATIENT: "Patient: four seconds of silence",
  HOLD_TO_TALK: "Hold to talk: I say when",
};

const keys = [
  ["M", "Mute"],
  ["T", "Let me think"],
  ["Enter", "I’m done, where nothing is focused"],
  ["R", "Hear the question again"],
  ["V or Space, held", "Talk, where you hold to talk"],
  ["/", "Type an answer; Escape closes it, Ctrl + Enter sends"],
  ["?", "This list"],
] as const;

/** The room's settings. */
export function RoomSettings(props: RoomSettingsProps) {
  const { devices, patience, onPatience, captions, onCaptions, whose, onWhose, hasKeys, onKeys, isTapped, onTapped } = props;
  const box = useRef<HTMLDivElement>(null);
  // The focus also scrolls the settings into view, whatever stands before them.
  useEffect(() => box.current?.querySelector("select")?.focus(), []);
  return (
    <div ref={box} className="@container rounded-2xl border border-line bg-surface p-4 text-sm">
      <div className="grid gap-x-6 gap-y-2 @min-[28rem]:grid-cols-2 @min-[56rem]:grid-cols-4 @min-[56rem]:items-end has-[[role=status]:not(:empty)]:items-start">
        {devices}
        {patience === null ? null : (
          <Choice
            label="Pace"
            value={patience}
            choices={patienceWords}
            onChoose={(it) => onPatience(patiences.find((one) => one === it) ?? "NORMAL")}
          />
        )}
        <Choice label="Captions" value={captions.place} choices={captionPlaces} onChoose={(place) => onCaptions({ place })} />
        <Choice label="Caption size" value={captions.size} choices={captionSizes} onChoose={(size) => onCaptions({ size })} />
        <Choice label="Caption colours" value={captions.look} choices={captionLooks} onChoose={(look) => onCaptions({ look })} />
        <Choice label="Read captions aloud (screen reader)" value={whose} choices={readAloud} onChoose={onWhose} />
        <div className="grid">
          {patience === "HOLD_TO_TALK" ? <Switch label="Tap to start and to stop talking" isOn={isTapped} onChange={onTapped} /> : null}
          <Switch label="Single-key shortcuts" isOn={hasKeys} onChange={onKeys} />
        </div>
        {hasKeys ? (
          <dl className="hidden grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-muted pointer-fine:grid @min-[28rem]:col-span-2 @min-[56rem]:col-span-4 @min-[56rem]:grid-cols-[auto_1fr_auto_1fr]">
            {keys.map(([key, does]) => (
              <div key={key} className="contents">
                <dt>
                  <kbd className="font-semibold text-ink">{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
    </div>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  choices: Readonly<Record<Value, string>>;
  onChoose: (value: Value) => void;
};

function Choice<Value extends string>({ label, value, choices, onChoose }: ChoiceProps<Value>) {
  const values = Object.keys(choices) as Value[];
  return (
    <label className="grid gap-1">
      <span className="font-semibold">{label}</span>
      <select
        value={value}
        onChange={({ target }) => onChoose(values.find((it) => it === target.value) ?? value)}
        className="min-h-11 w-full rounded-xl border border-line-strong bg-surface px-3 text-ink"
      >
        {values.map((it) => (
          <option key={it} value={it}>
            {choices[it]}
          </option>
        ))}
      </select>
    </label>
  );
}

function Switch({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label className="inline-flex min-h-11 items-center gap-2">
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} className="size-4 accent-accent" />
      {label}
    </label>
  );
}
