import { unreadableFrame } from "../../../contract/codes.ts";
import type { Patience, Steering } from "../../../contract/vocabulary.ts";
import { Notice_Kind } from "../../../proto/gen/interview.ts";
import type { Relay } from "../sound/relay.ts";
import type { Caption, Transcript } from "../storage/transcript.ts";
import type { RoomRequest } from "./inbox.ts";
import type { ClientSockets } from "./sockets.ts";

type RoomEvent =
  | { type: "text.stored"; text: string }
  | { type: "patience.chosen"; patience: Patience }
  | { type: "talk.pressed" | "talk.released" | "think.began" | "think.ended" }
  | { type: "muted"; isOn: boolean }
  | { type: "steered"; what: Steering };

type Dependencies = {
  candidate: ClientSockets;
  transcript: Transcript;
  relay: Relay;
  tell: (event: RoomEvent) => void;
  isLive: () => boolean;
  show: (caption: Caption) => void;
};

/** Translates what the candidate does in the room into the chart's events. A typed answer is stored before anybody is told of it. */
export const room = ({ candidate, transcript, relay, tell, isLive, show }: Dependencies) => {
  /** An answer without an id is stored under one of ours: nobody can tell whether it was sent before. */
  const take = ({ text, clientId }: Extract<RoomRequest, { type: "typed" }>) => {
    const captions = transcript.type({ text, clientId: clientId || crypto.randomUUID() });
    captions?.forEach(show);
    candidate.send({ $case: "notice", value: { kind: Notice_Kind.KIND_TEXT_TAKEN, ref: clientId } });
    if (captions) tell({ type: "text.stored", text });
  };

  return (request: RoomRequest) => {
    if (!isLive()) {
      candidate.send({ $case: "error", value: { code: unreadableFrame, message: "The interview is not live yet." } });
      return;
    }
    switch (request.type) {
      case "typed":
        return take(request);
      case "patience":
        tell({ type: "patience.chosen", patience: request.mode });
        if (candidate.isGreeted && relay.turns.turnTaking === "automatic")
          candidate.send({ $case: "notice", value: { kind: Notice_Kind.KIND_MODE_LATER, ref: "" } });
        return;
      case "talk":
        return tell({ type: request.isPressed ? "talk.pressed" : "talk.released" });
      case "think":
        return tell({ type: request.isOn ? "think.began" : "think.ended" });
      case "steer":
        return tell({ type: "steered", what: request.what });
      case "muted":
        candidate.mute(request.isOn);
        relay.meter.mute(request.isOn);
        return tell(request);
      default:
        return request satisfies never;
    }
  };
};
