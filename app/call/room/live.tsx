import { useCallback, useDeferredValue, useEffect, useRef, useState } from "react";
import { writtenIn } from "../../../contract/written-in.ts";
import { useWatched } from "../../ui/use-watched.ts";
import type { Topics } from "./agenda.tsx";
import { AnswerWords } from "./answer-words.tsx";
import { Announcements } from "./announcements.tsx";
import { type CaptionSettings, useCaptionSettings } from "./caption-settings.ts";
import { Captions } from "./captions.tsx";
import { Composer } from "./composer.tsx";
import { ControlBar } from "./control-bar.tsx";
import { EndQuestion } from "./end-question.tsx";
import { LeaveQuestion } from "./leave-question.tsx";
import { PathWords } from "./path-words.tsx";
import type { Meter } from "../audio/meter.ts";
import { MutedNotice } from "./muted-notice.tsx";
import { Notices } from "./notices.tsx";
import type { OwnAnswer } from "../ports/own-answer.ts";
import { OwnLine } from "./own-line.tsx";
import { ReadAloud, useReadAloud, type Whose } from "./read-aloud.tsx";
import { RecordingMark } from "./recording-mark.tsx";
import { RoomDevices } from "./room-devices.tsx";
import { RoomNotice } from "./room-notice.tsx";
import { featuresOf, microphoneOf, patienceOf, roomStateOf } from "./room-state.ts";
import { RoomSettings } from "./room-settings.tsx";
import { SavedMark } from "./saved-mark.tsx";
import { useSpokenLanguage } from "./spoken-language.ts";
import { Stage } from "./stage.tsx";
import { TimeLeft } from "./time-left.tsx";
import { Unsent } from "./unsent.tsx";
import { type CallActor, type CallSnapshot, type StartedCall, useCallContext, useCallState } from "../ports/use-call.ts";
import { useKeptSwitch } from "./use-kept.ts";
import { usePhone } from "./use-phone.ts";
import { useShortcut } from "./use-shortcut.ts";
import { useWakeLock } from "./use-wake-lock.ts";
import { Voices } from "./voices.tsx";

type LiveProps = { started: StartedCall; role: string; topics: Topics };

/** A replayed conversation comes as hundreds of captions at once: they are rendered when there is time, not one by one. */
const useCaptions = (call: CallActor) => useDeferredValue(useCallContext(call, "captions"));

const isTyped = (it: CallSnapshot) => microphoneOf(it) === "typed";
/**
 * Tells when answers begin to be typed, and when they no longer are. A state that is set while rendering instead makes React 18 miss the
 * call's next change.
 */
const whenTyped = (call: CallActor, tell: (isNow: boolean) => void) => {
  let was = isTyped(call.getSnapshot());
  const { unsubscribe } = call.subscribe((it) => {
    if (isTyped(it) !== was) tell((was = isTyped(it)));
  });
  return unsubscribe;
};

export function Live({ started, role, topics }: LiveProps) {
  const { call, devices, meters, quality, answers, own, mutedVoice, lastWords, recording } = started;
  const [isEndAsked, setEndAsked] = useState(false);
  const [isTyping, setTyping] = useState(() => isTyped(call.getSnapshot()));
  const [isSetting, setSetting] = useState(false);
  const [timesOpened, setTimesOpened] = useState(0);
  const [captions, setCaptions] = useCaptionSettings();
  const [whose, setWhose] = useReadAloud();
  // WCAG 2.1.4: single keys can be switched off.
  const [hasKeys, setKeys] = useKeptSwitch("preppal.shortcuts", true);
  const [isTapped, setTapped] = useKeptSwitch("preppal.tap-to-talk", false);
  const heading = useRef<HTMLHeadingElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const isPhone = usePhone();
  const language = useSpokenLanguage();
  const endsAtMs = useCallContext(call, "endsAtMs");
  const startedAtMs = useCallContext(call, "startedAtMs");
  const microphone = useCallState(call, microphoneOf);
  const features = useCallState(call, featuresOf);
  const patience = useCallState(call, patienceOf);
  const hasTurns = useCallState(call, roomStateOf) !== null;
  const changeTyping = useCallback((isOn: boolean) => {
    setTyping(isOn);
    if (isOn) setSetting(false);
  }, []);
  useEffect(() => whenTyped(call, changeTyping), [call, changeTyping]);
  const type = useCallback(() => changeTyping(true), [changeTyping]);
  const stopTyping = () => {
    setTyping(false);
    bar.current?.querySelector<HTMLElement>("[aria-expanded]")?.focus();
  };
  const stopSetting = () => {
    setSetting(false);
    bar.current?.querySelector<HTMLElement>(".room-set")?.focus();
  };
  const unmute = () => {
    call.send({ type: "call.unmuted" });
    bar.current?.querySelector<HTMLElement>(".room-mute")?.focus();
  };
  /** Opens the settings, or moves the focus into them if they are open. */
  const chooseMicrophone = () => {
    setSetting(true);
    setTimesOpened(timesOpened + 1);
  };
  const canType = features.includes("text");
  // On a wide screen the settings take the place of the text box, since there is no room for both. Its draft is kept.
  const isComposing = isTyping && canType && (isPhone || !isSetting);
  useShortcut("/", hasKeys && canType, type);
  useShortcut(
    "?",
    hasKeys,
    useCallback(() => setSetting(true), []),
  );

  const settings = isSetting ? (
    <RoomSettings
      key={timesOpened}
      devices={<RoomDevices call={call} devices={devices} />}
      patience={features.includes("patience") ? patience : null}
      onPatience={(it) => call.send({ type: "patience.chosen", patience: it })}
      captions={captions}
      onCaptions={setCaptions}
      whose={whose}
      onWhose={setWhose}
      hasKeys={hasKeys}
      onKeys={setKeys}
      isTapped={isTapped}
      onTapped={setTapped}
    />
  ) : null;

  useWakeLock();
  useEffect(() => heading.current?.focus(), []);

  return (
    <section
      className={`room mx-auto grid w-full gap-4 ${hasTurns ? "room-two max-w-6xl" : "max-w-3xl"}`}
      data-captions={captions.place}
      data-typing={isComposing}
      data-setting={isSetting && !isPhone}
      data-phone={isPhone}
    >
      <header className="flex flex-wrap items-center justify-between gap-x-6">
        <h1 ref={heading} lang={writtenIn(role, language)} tabIndex={-1} dir="auto" className="text-2xl wrap-anywhere">
          {role}
        </h1>
        <div className="flex flex-wrap items-center gap-x-4">
          {recording.keeper ? <RecordingMark keeper={recording.keeper} /> : null}
          <PathWords quality={quality} />
          <AnswerWords answers={answers} />
          <SavedMark call={call} />
          {endsAtMs === null ? null : <TimeLeft endsAtMs={endsAtMs} startedAtMs={startedAtMs} />}
        </div>
      </header>
      <Notices call={call} onChoose={chooseMicrophone} place={heading}>
        <MutedNotice voice={mutedVoice} onUnmute={unmute} />
        <RoomNotice call={call} lastWords={lastWords} onType={type} />
      </Notices>
      {hasTurns ? (
        <Stage
          call={call}
          own={own}
          lastWords={lastWords}
          isTapped={isTapped}
          topics={topics}
          meters={meters}
          microphone={microphone}
          hasQuestion={captions.place !== "off"}
          hasAsking={!isPhone}
        />
      ) : (
        <Voices meters={meters} microphone={microphone} />
      )}
      <LiveCaptions call={call} own={own} meter={meters.candidate} settings={captions} />
      <Announcements call={call} />
      {/* Before the button that opens it: whoever looks for the first "End" finds the one that acts. */}
      <EndQuestion call={call} own={own} devices={devices} isOpen={isEndAsked} onClose={() => setEndAsked(false)} />
      <LeaveQuestion call={call} devices={devices} />
      <div className="room-typed grid gap-3 empty:hidden">
        {captions.place === "off" ? <Unsent call={call} /> : null}
        {isComposing ? <Composer call={call} onClose={stopTyping} /> : null}
      </div>
      <ControlBar
        call={call}
        lastWords={lastWords}
        isPhone={isPhone}
        hasKeys={hasKeys}
        isTapped={isTapped}
        isTyping={isComposing}
        onTyping={(isOn) => (isOn ? type() : stopTyping())}
        isSetting={isSetting}
        onSetting={setSetting}
        settings={settings}
        bar={bar}
        onEnd={() => setEndAsked(true)}
      />
      <div className="room-settings empty:hidden" onKeyDown={({ key }) => (key === "Escape" ? stopSetting() : undefined)}>
        {isPhone ? null : settings}
      </div>
      <LiveReadAloud call={call} whose={whose} />
    </section>
  );
}

type LiveCaptionsProps = { call: CallActor; own: OwnAnswer; meter: Meter; settings: CaptionSettings };

function LiveCaptions({ call, own, meter, settings: { size, look, place } }: LiveCaptionsProps) {
  const captions = useCaptions(call);
  const sinceMs = useWatched(own);
  if (place === "off") return null;
  return (
    <Captions
      captions={place === "line" ? captions.slice(-1) : captions}
      className={`room-captions h-[clamp(12rem,42dvh,30rem)] caption-${size} caption-${look}`}
    >
      {sinceMs === null ? null : <OwnLine key={sinceMs} meter={meter} sinceMs={sinceMs} />}
      <Unsent call={call} />
    </Captions>
  );
}

function LiveReadAloud({ call, whose }: { call: CallActor; whose: Whose }) {
  return <ReadAloud captions={useCaptions(call)} whose={whose} />;
}
