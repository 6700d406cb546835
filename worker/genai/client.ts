import { type GoogleGenAI, Live, Models } from "@google/genai";
import { ApiClient, type ApiClientInitOptions } from "@google/genai/vertex_internal";

/** `baseUrl` undefined: at Google. */
type Place = { apiKey: string; baseUrl: string | undefined };

/** What the SDK opens its WebSockets with. */
export type SocketFactory = ConstructorParameters<typeof Live>[2];

/** `ai.models` of the SDK. */
export const modelsAt = (place: Place): GoogleGenAI["models"] => new Models(clientAt(place));

/** `ai.live` of the SDK, on sockets of ours. */
export const liveAt = (place: Place, sockets: SocketFactory): GoogleGenAI["live"] =>
  // The key travels in the address: the Live API reads no headers.
  new Live(clientAt(place), { addAuthHeaders: () => Promise.resolve() }, sockets);

/** Both entries of the SDK have this class, word for word, and TypeScript takes private members for two. */
type ClientOfModules = ConstructorParameters<typeof Models>[0];

const clientAt = ({ apiKey, baseUrl }: Place): ClientOfModules => {
  const auth: ApiClientInitOptions["auth"] = {
    addAuthHeaders: (headers) => {
      headers.set("x-goog-api-key", apiKey);
      return Promise.resolve();
    },
  };
  const options = { apiKey, apiVersion: "v1beta", userAgentExtra: "gl-node/web", httpOptions: { ...(baseUrl && { baseUrl }) } };
  return new ApiClient({ ...options, auth, uploader, downloader }) as unknown as ClientOfModules;
};

const noFiles = () => Promise.reject(new Error("The Worker moves no files"));
const uploader: ApiClientInitOptions["uploader"] = { upload: noFiles, uploadToFileSearchStore: noFiles, stat: noFiles };
const downloader: ApiClientInitOptions["downloader"] = { download: noFiles };
