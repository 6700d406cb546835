import type { AgendaItem } from "../../../contract/vocabulary.ts";
import { Item_State } from "../../../proto/gen/interview.ts";
import type { ClientSockets } from "./sockets.ts";

/** Shows the candidate the agenda and its progress, once they have been greeted. */
export const agendaShowing = (candidate: ClientSockets) => (items: AgendaItem[]) => {
  if (!candidate.isGreeted) return;
  const shown = items.map(({ id, topic, state }) => ({ id, topic, state: Item_State[`STATE_${state}`] }));
  candidate.send({ $case: "agenda", value: { items: shown } });
};
