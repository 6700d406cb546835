import type { Voice } from "../../contract/vocabulary.ts";
import type { App } from "../server/load-context.server.ts";
import { askWorker } from "../server/worker.server.ts";

/** A sentence in an interviewer's voice, as a WAV file; null where the Worker has none. */
export const readVoice = async (app: App, { voice }: { voice: Voice }): Promise<ReadableStream | null> => {
  const response = await askWorker(app, `/voice/${voice}`);
  if (response?.status === 200) return response.body;
  await response?.body?.cancel();
  return null;
};
