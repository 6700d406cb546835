import { type ReactNode, type RefObject, useCallback, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Asking } from "./asking.tsx";
import type { LastWords } from "../ports/last-words.ts";
import { More } from "./more.tsx";
import { MuteControl } from "./mute-control.tsx";
import { featuresOf, isHoldToTalk, microphoneOf, roomStateOf } from "./room-state.ts";
import { TalkButton } from "./talk-button.tsx";
import { DoneControl, ThinkControl } from "./turn-controls.tsx";
import { TypedState, UseMicrophone } from "./typed-control.tsx";
import { type CallActor, useCallState } from "../ports/use-call.ts";

type ControlBarProps = {
  call: CallActor;
  lastWords: LastWords;
  /** Four controls, and a sheet for the rest. */
  isPhone: boolean;
  hasKeys: boolean;
  isTapped: boolean;
  isTyping: boolean;
  onTyping: (isOn: boolean) => void;
  isSetting: boolean;
  onSetting: (isOn: boolean) => void;
  /** Shown in a phone's sheet. */
  settings: ReactNode;
  /** When the box for typing closes, the focus goes to the first button in the bar that opens something. */
  bar: RefObject<HTMLDivElement>;
  onEnd: () => void;
};

/** The room's controls. In the keyboard's order the way to speak comes first, the end last. */
export function ControlBar(props: ControlBarProps) {
  const { call, lastWords, isPhone, hasKeys, isTapped, isTyping, onTyping, isSetting, onSetting, settings, bar, onEnd } = props;
  const features = useCallState(call, featuresOf);
  const microphone = useCallState(call, microphoneOf);
  const hasTurns = useCallState(call, roomStateOf) !== null;
  const isHeld = useCallState(call, isHoldToTalk);
  const [isOpen, setOpen] = useState(false);
  const isMuted = microphone === "muted";
  const isTyped = microphone === "typed";
  const canType = features.includes("text");
  const toggle = useCallback(() => call.send({ type: isMuted ? "call.unmuted" : "call.muted" }), [call, isMuted]);
  const changeMore = useCallback(
    (isOn: boolean) => {
      setOpen(isOn);
      if (!isOn) onSetting(false);
    },
    [onSetting],
  );
  const goBack = () => changeMore(false);
  const type = () => {
    goBack();
    onTyping(!isTyping);
  };
  const set = () => {
    setOpen(isPhone);
    onSetting(!isSetting);
  };

  const talkButton = isHeld ? <TalkButton call={call} isTapped={isTapped} hasKeys={hasKeys} /> : null;
  const muteButton = <MuteControl isMuted={isMuted} isAway={microphone === "lost"} hasKey={hasKeys} isShown={hasTurns} onToggle={toggle} />;
  const microphoneButton = <UseMicrophone isTaken={canType} onSpeak={() => call.send({ type: "call.spoken" })} />;
  const typeButton = canType ? (
    <Button variant="secondary" aria-expanded={isTyping} onClick={type}>
      Type
    </Button>
  ) : null;
  const settingsButton = (
    <Button variant="secondary" className="room-set" aria-expanded={isSetting} onClick={set}>
      Settings
    </Button>
  );
  const endButton = (
    <Button variant="dangerQuiet" className="room-end sm:ms-5" onClick={onEnd}>
      End Interview
    </Button>
  );

  if (!isPhone)
    return (
      <div
        ref={bar}
        className="room-controls sticky bottom-0 grid grid-cols-3 items-center justify-center gap-2 bg-paper py-3 sm:flex sm:flex-wrap"
      >
        {talkButton}
        {isTyped ? microphoneButton : muteButton}
        {isTyped ? <TypedState isTaken={canType} /> : null}
        <ThinkControl call={call} lastWords={lastWords} hasKeys={hasKeys} />
        <DoneControl call={call} hasKeys={hasKeys} />
        {typeButton}
        {settingsButton}
        {endButton}
      </div>
    );

  const isTypeFirst = isTyped && canType;
  return (
    <>
      <div ref={bar} className="room-controls sticky bottom-0 grid items-center gap-2 bg-paper py-3">
        {talkButton}
        {isTypeFirst ? typeButton : isTyped ? microphoneButton : muteButton}
        {isTyped ? <TypedState isTaken={canType} /> : null}
        <ThinkControl call={call} lastWords={lastWords} hasKeys={hasKeys} />
        {isHeld ? null : <DoneControl call={call} hasKeys={hasKeys} />}
        <More isOpen={isOpen || isSetting} onChange={changeMore}>
          {hasTurns ? <Asking call={call} lastWords={lastWords} onAsked={goBack} /> : null}
          <div className="grid grid-cols-2 gap-2">
            {isHeld ? <DoneControl call={call} hasKeys={hasKeys} onDone={goBack} /> : null}
            {isTypeFirst ? microphoneButton : typeButton}
            {settingsButton}
          </div>
          {settings}
        </More>
      </div>
      {endButton}
    </>
  );
}
