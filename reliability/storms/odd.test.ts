import { seedsFrom } from "./weather.ts";

seedsFrom({ parity: 1 });
