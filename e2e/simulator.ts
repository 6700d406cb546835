import { SimulatorControl } from "../harness/gemini.ts";

/** The simulator that the product under test talks to. */
export const simulator = new SimulatorControl(`http://127.0.0.1:${process.env["GEMINI_SIMULATOR_PORT"] ?? "8790"}`);
