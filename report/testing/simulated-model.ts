import { GoogleGenAI } from "@google/genai";
import type { TextModel } from "../ask.ts";

/** The simulator's text model. It answers each API key as a test has scripted it. */
export const simulatedModel = (port: number, apiKey: string): TextModel => {
  const { models } = new GoogleGenAI({ apiKey, apiVersion: "v1beta", httpOptions: { baseUrl: `http://127.0.0.1:${port}` } });
  return { models, model: "gemini-3.8-flash" };
};
