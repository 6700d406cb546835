import type { Candidate } from "../../harness/candidate.ts";
import type { ClientToServerMessage } from "../../proto/gen/interview.ts";
import { Patience_Mode, Steer_What } from "../../proto/gen/interview.ts";
import type { wishes } from "./schedule.ts";

type Wish = (typeof wishes)[number];
type Payload = NonNullable<ClientToServerMessage["payload"]>;

const patience = (mode: Patience_Mode): Payload => ({ $case: "patience", value: { mode } });
const talk = (isPressed: boolean): Payload => ({ $case: "talk", value: { isPressed } });
const think = (isOn: boolean): Payload => ({ $case: "think", value: { isOn } });
const steer = (what: Steer_What): Payload => ({ $case: "steer", value: { what } });
const muted = (isOn: boolean): Payload => ({ $case: "muted", value: { isOn } });

/** The frame for each wish whose frame is always the same. */
const frames: Record<Exclude<Wish, "typed" | "typedAgain" | "audible" | "inaudible">, Payload> = {
  quick: patience(Patience_Mode.MODE_QUICK),
  normal: patience(Patience_Mode.MODE_NORMAL),
  patient: patience(Patience_Mode.MODE_PATIENT),
  holdToTalk: patience(Patience_Mode.MODE_HOLD_TO_TALK),
  press: talk(true),
  release: talk(false),
  think: think(true),
  thinkOff: think(false),
  done: steer(Steer_What.WHAT_ANSWER_DONE),
  rephrase: steer(Steer_What.WHAT_REPHRASE),
  skip: steer(Steer_What.WHAT_SKIP),
  moreTime: steer(Steer_What.WHAT_MORE_TIME),
  endConfirmed: steer(Steer_What.WHAT_END_CONFIRMED),
  endDeclined: steer(Steer_What.WHAT_END_DECLINED),
  mute: muted(true),
  unmute: muted(false),
  ping: { $case: "ping", value: { nonce: "7" } },
  arrived: { $case: "ping", value: { nonce: "8", receivedSamples: 1_600 } },
  regained: { $case: "ping", value: { nonce: "9", keptSamples: 48_000 } },
};

/** Everything that is said, heard or typed in a storm. No line occurs twice. */
export class Sayings {
  readonly lines: string[] = [];
  /** What was typed, by the id that the client gave it. */
  readonly typed = new Map<string, string>();

  next(): string {
    const line = `Sentence ${1000 + this.lines.length} of the storm.`;
    this.lines.push(line);
    return line;
  }

  ask(client: Candidate, wish: Wish): void {
    if (wish === "audible" || wish === "inaudible") return client.mark(wish === "audible");
    if (wish !== "typed" && wish !== "typedAgain") return client.send(frames[wish]);
    const clientId = `typed-${Math.max(0, this.typed.size - (wish === "typedAgain" ? 1 : 0))}`;
    const text = this.typed.get(clientId) ?? this.next();
    this.typed.set(clientId, text);
    client.send({ $case: "textAnswer", value: { text, clientId } });
  }
}
