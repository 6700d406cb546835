import type { Page, WebSocketRoute } from "@playwright/test";
import { until } from "../../harness/wait.ts";
import { ClientToServerMessage, ServerToClientMessage } from "../../proto/gen/interview.ts";

type Dialled = {
  readonly route: WebSocketRoute;
  readonly open: () => void;
  isOver: boolean;
  readonly heard: Set<string>;
  answerId: string;
};
type Payload = NonNullable<ServerToClientMessage["payload"]>;

/** The Worker's end of the sockets that a page opens. Each waits to be answered. */
export class WorkerSide {
  readonly #dialled: Dialled[] = [];

  static async of(page: Page): Promise<WorkerSide> {
    const side = new WorkerSide();
    await page.routeWebSocket(/[?&]token=/, (route) => side.#take(route));
    return side;
  }

  /** Waits until the page has opened a socket. */
  async ring(): Promise<void> {
    await this.#current();
  }

  /** Answers with 101. */
  async open(): Promise<void> {
    (await this.#current()).open();
  }

  async say(payload: Payload): Promise<void> {
    const { route } = await this.#current();
    route.send(Buffer.from(ServerToClientMessage.encode({ payload }).finish()));
  }

  /** 1006 stands for a connection that breaks. */
  async close(code: number): Promise<void> {
    const call = await this.#current();
    call.isOver = true;
    await call.route.close({ code });
  }

  /** Waits until the page has sent this message on its newest socket. */
  async hear(message: "endRequest" | "textAnswer"): Promise<void> {
    const { heard } = await this.#current();
    await until(`the page says ${message}`, () => heard.has(message));
  }

  /** The id of the latest typed answer. */
  async answerId(): Promise<string> {
    await this.hear("textAnswer");
    return (await this.#current()).answerId;
  }

  #take(route: WebSocketRoute): Promise<void> {
    return new Promise((open) => {
      const call: Dialled = { route, open, isOver: false, heard: new Set(), answerId: "" };
      route.onMessage((frame) => {
        const { payload } = ClientToServerMessage.decode(Buffer.from(frame));
        call.heard.add(payload?.$case ?? "nothing");
        if (payload?.$case === "textAnswer") call.answerId = payload.value.clientId;
      });
      route.onClose(() => (call.isOver = true));
      this.#dialled.push(call);
    });
  }

  #current(): Promise<Dialled> {
    return until("the page has a socket", () => this.#dialled.findLast(({ isOver }) => !isOver));
  }
}
