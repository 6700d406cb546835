import { vi } from "vitest";

type Processor = {
  port: { onmessage: (event: { data: unknown }) => void };
  process: (inputs: Float32Array[][], outputs: Float32Array[][]) => boolean;
};

const quantumSamples = 128;

/** The real playback worklet at a device's rate (Hz), whose audio thread the test drives. */
export const realWorklet = async (rateHz: number) => {
  let Registered: (new () => Processor) | null = null;
  vi.stubGlobal("sampleRate", rateHz);
  vi.stubGlobal(
    "AudioWorkletProcessor",
    class {
      port = { postMessage: () => undefined };
    },
  );
  vi.stubGlobal("registerProcessor", (_: string, processor: new () => Processor) => (Registered = processor));
  await import("../worklets/playback.worklet.ts");
  if (!Registered) throw new Error("The worklet was not registered");
  const processor = new (Registered as new () => Processor)();
  const heard: number[] = [];
  let owedSamples = 0;
  return {
    /** Hands it messages, then lets `seconds` pass on the device's clock. */
    play: (messages: unknown[], seconds: number) => {
      for (const data of messages) processor.port.onmessage({ data });
      owedSamples += seconds * rateHz;
      for (; owedSamples >= quantumSamples; owedSamples -= quantumSamples) {
        const output = new Float32Array(quantumSamples);
        processor.process([], [[output]]);
        heard.push(...output);
      }
    },
    heard: () => Float32Array.from(heard),
  };
};

export const zeroCrossings = (samples: Float32Array): number =>
  samples.reduce((sum, it, at) => sum + (at > 0 && it >= 0 !== (samples[at - 1] ?? 0) >= 0 ? 1 : 0), 0);

export const loudness = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, it) => sum + it * it, 0) / samples.length);

/** How far each sample is from the one before. */
export const steps = (samples: Float32Array): number[] => {
  const all: number[] = [];
  for (let at = 1; at < samples.length; at += 1) all.push(Math.abs((samples[at] ?? 0) - (samples[at - 1] ?? 0)));
  return all;
};
