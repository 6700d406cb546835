import type { IncomingMessage } from "node:http";
import type { RawData, WebSocket } from "ws";
import { parseClientMessage } from "./client-message.ts";
import type { LiveTarget } from "./door.ts";
import { internalError, invalidArgument, keyNotValid, type Close } from "./google-error.ts";
import type { Conversation, Handles } from "./handles.ts";
import { Line } from "./line.ts";
import { LiveSession } from "./live-session.ts";
import type { Play, Playbook } from "./playbook.ts";
import { profileOf } from "./profiles.ts";
import { SessionRecord, type Records } from "./record.ts";
import type { Told } from "./scenario.ts";
import { objection, unknownField, type Setup } from "./setup.ts";

/** All that one simulator knows: what it plays, what it has recorded, its resumption handles, and the connections that are open. */
export type House = {
  playbook: Playbook;
  records: Records;
  /** What was asked of `generateContent`, as JSON. */
  requests: string[];
  handles: Handles;
  sessions: Map<string, LiveSession>;
  handshakes: Map<string, Handshake>;
};

/** A connection whose setup has come and is not complete: true when it could do what it is told. */
type Handshake = { act: (told: Told) => boolean };

/** Who comes in: their open socket with its request, what its address asks for, and what is played to them if that is known before the setup. */
type Visitor = { socket: WebSocket; request: IncomingMessage; target: LiveTarget; played: Play | undefined };

/** Takes an open socket through its setup. Nothing is sent before the setup has come. */
export const receive = (house: House, { socket, request, target, played }: Visitor) => {
  const url = request.url ?? "";
  const record = new SessionRecord({ path: url.split("?")[0] ?? "", extensions: socket.extensions, url });
  let session: LiveSession | null = null;
  let conversation: Conversation | null = null;
  const release = () => {
    if (conversation?.openConnections.delete(record.id)) conversation.endedAtUnixMs = Date.now();
  };
  const line = new Line(socket, release);
  house.records.add(record, line);
  let seated = false;
  let pongsAfterMs = 0;

  const take = (text: string): Close | null => {
    const message = parseClientMessage(text);
    if ("code" in message) return message;
    if (!message.setup && session) return session.receive(message);
    if (!message.setup && seated) record.earlyFrames += 1;
    if (!message.setup) return seated ? null : invalidArgument;
    if (seated) return invalidArgument;
    seated = true;
    record.setup = message.setup;
    house.records.hearSetup(record, text);
    if (target.key.includes("invalid")) return keyNotValid;
    return seat(message.setup, text);
  };

  const seat = (setup: Setup, text: string): Close | null => {
    const handle = setup.sessionResumption?.handle;
    const saved = handle === undefined || handle === "" ? undefined : house.handles.find(handle);
    const play = played ?? (house.playbook.find(text) ?? saved?.conversation.script ?? house.playbook.fallback).next();
    const { behaviour } = play;
    record.attempt = play.attempt;
    line.speak(behaviour.frames);
    pongsAfterMs = behaviour.slowPongsMs;
    if (behaviour.terminateAtSetup) line.terminate();
    const refusal =
      objection(setup, target.version) ??
      behaviour.closeAtSetup ??
      unknownField(setup, behaviour.unknownFields) ??
      (handle ? objectionToResume(play, setup, saved) : null);
    if (refusal) return refusal;
    const profile = profileOf(setup.model, behaviour.profile);
    if (!profile) return invalidArgument;
    conversation = saved?.conversation ?? { model: setup.model, script: play.script, openConnections: new Set(), endedAtUnixMs: 0 };
    conversation.openConnections.add(record.id);
    const begun = new LiveSession({
      line,
      record,
      setup,
      behaviour,
      profile,
      handles: house.handles,
      conversation,
      memory: saved?.memory ?? null,
    });
    const begin = () => {
      if (!line.open) return;
      session = begun;
      record.setUpAtUnixMs = Date.now();
      house.handshakes.delete(record.id);
      house.sessions.set(record.id, begun);
      line.send({ setupComplete: {} });
      begun.begin();
    };
    house.handshakes.set(record.id, { act: (told) => actBeforeSetup(told, line, begin) });
    if (behaviour.neverSetupComplete) return null;
    if (behaviour.setupDelayMs > 0) setTimeout(begin, behaviour.setupDelayMs);
    else begin();
    return null;
  };

  socket.on("message", (data) => {
    record.frames += 1;
    const close = take(textOf(data));
    if (close) line.close(close);
  });
  socket.on("ping", (data) => {
    record.pings += 1;
    const pong = () => socket.readyState === socket.OPEN && socket.pong(data);
    if (pongsAfterMs > 0) setTimeout(pong, pongsAfterMs);
    else pong();
  });
  socket.on("error", () => undefined);
  socket.on("close", (code, reason) => {
    record.closedAtUnixMs = Date.now();
    record.closeCode = code;
    record.closeReason = reason.toString();
    session?.end();
    release();
    house.sessions.delete(record.id);
    house.handshakes.delete(record.id);
  });
};

const actBeforeSetup = (told: Told, line: Line, begin: () => void): boolean => {
  if ("completeSetup" in told) begin();
  else if ("close" in told) line.close(told.close);
  else if ("terminate" in told) line.terminate();
  else return false;
  return true;
};

const objectionToResume = ({ behaviour }: Play, setup: Setup, saved: ReturnType<Handles["find"]>): Close | null => {
  if (behaviour.refuseResume) return behaviour.refuseResume;
  if (!saved || saved.conversation.model !== setup.model) return invalidArgument;
  if (saved.conversation.openConnections.size > 0) return internalError;
  return Date.now() - saved.conversation.endedAtUnixMs > behaviour.handleTtlMs ? invalidArgument : null;
};

const textOf = (data: RawData) =>
  (Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? Buffer.from(data) : data).toString("utf8");
