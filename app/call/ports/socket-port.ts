import { fromCallback } from "xstate";
import { closeCode } from "../../../contract/codes.ts";
import type { Floor } from "../../../contract/vocabulary.ts";
import type { CallEvent, SocketCommand } from "../../../machines/call/events.ts";
import { forgetEnd, noteEnd } from "../connection/asked-end.ts";
import type { CallParts } from "./call-parts.ts";
import { openSocket, socketUrl } from "../connection/socket.ts";
import { play } from "./speaker-port.ts";

/** The close codes by which the Worker says how an interview stands. */
const telling: readonly number[] = [closeCode.ended, closeCode.alreadyEnded, closeCode.geminiFailed, closeCode.replaced];

/** The socket to the Worker. Its events go to the parts that observe the conversation, and then to the chart. */
export const socketPort = (parts: CallParts, workerUrl: string) =>
  fromCallback<SocketCommand, { interviewId: string; token: string }>(({ input, sendBack, receive }) => {
    let { token } = input;
    const { line, meters, quality, answers, own, lastWords, recording } = parts;
    const url = socketUrl({ workerUrl, ...input, isPlaying: parts.pace?.isPlaying ?? false });
    const takeSpeech = (pcm: Uint8Array) => {
      if (lastWords.read() === "playing") parts.player?.flush();
      lastWords.add(pcm);
      recording.segments?.interviewer(pcm);
      play(parts, pcm);
    };
    /** What was not heard comes again on a new connection. A replay of what was heard plays on. */
    const dropUnheard = () => {
      const unheardMs = lastWords.read() === "playing" ? 0 : (parts.pace?.rejoined() ?? 0);
      if (unheardMs === 0) return;
      parts.player?.flush();
      lastWords.takeBack(unheardMs);
      recording.segments?.takeBack(unheardMs);
    };
    const expectAnswer = (floor: Floor) => {
      const now = performance.now();
      own.took(floor, now);
      if (floor === "DUE" && own.read() !== null) answers.due(now);
      else if (floor !== "INTERVIEWER") answers.drop();
    };
    const tell = (event: CallEvent) => {
      switch (event.type) {
        case "session.started":
          token = event.resumeToken;
          recording.began(event.startedAtMs);
          dropUnheard();
          break;
        case "caption.received":
          recording.segments?.said(event.caption);
          if (event.caption.speaker === "USER" && !event.caption.isTyped) own.written();
          // The chart gets it once it is heard.
          if (parts.pace) return parts.pace.caption(event.caption);
          break;
        case "turn.changed":
          recording.segments?.turn(event.floor);
          expectAnswer(event.floor);
          if (event.floor !== "INTERVIEWER" && event.floor !== "OPEN") lastWords.end();
          break;
        case "session.interrupted":
          lastWords.end();
          break;
        case "session.ended":
          forgetEnd(input.interviewId);
          break;
        case "socket.closed":
          if (telling.includes(event.code)) forgetEnd(input.interviewId);
      }
      sendBack(event);
    };
    quality.reset();
    answers.drop();
    const opened = openSocket({ url, line, play: takeSpeech, interviewer: meters.interviewer, quality, tell });
    parts.socket = opened;
    receive((command) => {
      if (command.type === "answers.left") return opened.leave(command.answers);
      noteEnd(input.interviewId, token);
      opened.end();
    });
    return () => {
      opened.close();
      if (parts.socket === opened) parts.socket = null;
    };
  });
