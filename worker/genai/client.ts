import { type GoogleGenAI, Live, Models } from "@google/genai";
import { ApiClient, type ApiClientInitOptions } from "@google/genai/vertex_internal";

/** Google's own servers if `baseUrl` is undefined. */
type Place = { apiKey: string; baseUrl: string | undefined };

/** The SDK's interface for opening WebSockets. */
export type SocketFactory = ConstructorParameters<typeof Live>[2];

/** `ai.models` of the SDK. */
export const modelsAt = (place: Place): GoogleGenAI["models"] => new Models(clientAt(place));

/** `ai.live` of the SDK, on the WebSockets of `sockets`. */
export const liveAt = (place: Place, sockets: SocketFactory): GoogleGenAI["live"] =>
  // The key goes in the URL: the Live API reads no headers.
  new Live(clientAt(place), { addAuthHeaders: () => Promise.resolve() }, sockets);

/** Both entry points of the SDK declare this class, word for word; its private members make TypeScript treat them as two types. */
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
