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
import type { Command } from "./scenario.ts";
import { objection, unknownField, type Setup } from "./setup.ts";

/** The state of one simulator: what it plays, what it has recorded, its resumption handles and its open connections. */
export type House = {
  playbook: Playbook;
  records: Records;
  /** Requests to `generateContent`, as JSON. */
  requests: string[];
  handles: Handles;
  sessions: Map<string, LiveSession>;
  handshakes: Map<string, Handshake>;
};

/** A connection whose setup has arrived but is not complete. `act` tells whether it could carry out the command. */
type Handshake = { act: (command: Command) => boolean };

/**
 * An incoming connection: its open socket and request, what its URL asks for, and what is played to it if that is known before the setup.
 */
type Visitor = { socket: WebSocket; request: IncomingMessage; target: LiveTarget; played: Play | undefined };

/** Takes an open socket through its setup. Nothing is sent before the setup has arrived. */
export const receive = (house: House, visitor: Visitor) => new Reception(house, visitor).listen();

class Reception {
  readonly #house: House;
  readonly #visitor: Visitor;
  readonly #record: SessionRecord;
  readonly #line: Line;
  #session: LiveSession | null = null;
  #conversation: Conversation | null = null;
  #isSeated = false;
  #pongsAfterMs = 0;

  constructor(house: House, visitor: Visitor) {
    const { socket, request } = visitor;
    const url = request.url ?? "";
    this.#house = house;
    this.#visitor = visitor;
    this.#record = new SessionRecord({ path: url.split("?")[0] ?? "", extensions: socket.extensions, url });
    this.#line = new Line(socket, () => this.#release());
    house.records.add(this.#record, this.#line);
  }

  listen() {
    const { socket } = this.#visitor;
    socket.on("message", (data) => {
      this.#record.frames += 1;
      const close = this.#take(textOf(data));
      if (close) this.#line.close(close);
    });
    socket.on("ping", (data) => {
      this.#record.pings += 1;
      const pong = () => socket.readyState === socket.OPEN && socket.pong(data);
      if (this.#pongsAfterMs > 0) setTimeout(pong, this.#pongsAfterMs);
      else pong();
    });
    socket.on("error", () => undefined);
    socket.on("close", (code, reason) => this.#closed(code, reason.toString()));
  }

  /** Takes a message. Gives the close with which Gemini answers it, or null. */
  #take(text: string): Close | null {
    const message = parseClientMessage(text);
    if ("code" in message) return message;
    if (!message.setup && this.#session) return this.#session.receive(message);
    if (!message.setup && this.#isSeated) this.#record.earlyFrames += 1;
    if (!message.setup) return this.#isSeated ? null : invalidArgument;
    if (this.#isSeated) return invalidArgument;
    this.#isSeated = true;
    this.#record.setup = message.setup;
    this.#house.records.hearSetup(this.#record, text);
    if (this.#visitor.target.key.includes("invalid")) return keyNotValid;
    return this.#seat(message.setup, text);
  }

  #seat(setup: Setup, text: string): Close | null {
    const handle = setup.sessionResumption?.handle;
    const saved = handle === undefined || handle === "" ? undefined : this.#house.handles.find(handle);
    const { playbook } = this.#house;
    const play = this.#visitor.played ?? (playbook.find(text) ?? saved?.conversation.script ?? playbook.fallback).next();
    const { behaviour } = play;
    this.#record.attempt = play.attempt;
    this.#line.speak(behaviour.frames);
    this.#pongsAfterMs = behaviour.slowPongsMs;
    if (behaviour.terminateAtSetup) this.#line.terminate();
    const refusal =
      objection(setup, this.#visitor.target.version) ??
      behaviour.closeAtSetup ??
      unknownField(setup, behaviour.unknownFields) ??
      (handle ? objectionToResume(play, setup, saved) : null);
    return refusal ?? this.#admit(setup, play, saved);
  }

  /** Completes the setup: at once, later or never, as the scenario says. */
  #admit(setup: Setup, { behaviour, script }: Play, saved: ReturnType<Handles["find"]>): Close | null {
    const [line, record] = [this.#line, this.#record];
    const profile = profileOf(setup.model, behaviour.profile);
    if (!profile) return invalidArgument;
    const conversation = saved?.conversation ?? { model: setup.model, script, openConnections: new Set(), endedAtUnixMs: 0 };
    conversation.openConnections.add(record.id);
    this.#conversation = conversation;
    const { handles } = this.#house;
    const session = new LiveSession({ line, record, setup, behaviour, profile, handles, conversation, memory: saved?.memory ?? null });
    const begin = () => this.#begin(session);
    this.#house.handshakes.set(record.id, { act: (command) => actBeforeSetup(command, line, begin) });
    if (behaviour.neverSetupComplete) return null;
    if (behaviour.setupDelayMs > 0) setTimeout(begin, behaviour.setupDelayMs);
    else begin();
    return null;
  }

  #begin(session: LiveSession) {
    const { id } = this.#record;
    if (!this.#line.open) return;
    this.#session = session;
    this.#record.setUpAtUnixMs = Date.now();
    this.#house.handshakes.delete(id);
    this.#house.sessions.set(id, session);
    this.#line.send({ setupComplete: {} });
    session.begin();
  }

  /** This end has given the connection up, so its conversation can be resumed. */
  #release() {
    const conversation = this.#conversation;
    if (conversation?.openConnections.delete(this.#record.id)) conversation.endedAtUnixMs = Date.now();
  }

  #closed(code: number, reason: string) {
    this.#record.closedAtUnixMs = Date.now();
    this.#record.closeCode = code;
    this.#record.closeReason = reason;
    this.#session?.end();
    this.#release();
    this.#house.sessions.delete(this.#record.id);
    this.#house.handshakes.delete(this.#record.id);
  }
}

const actBeforeSetup = (command: Command, line: Line, begin: () => void): boolean => {
  if ("completeSetup" in command) begin();
  else if ("close" in command) line.close(command.close);
  else if ("terminate" in command) line.terminate();
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
