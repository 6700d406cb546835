import { generate } from "./artifacts.ts";
import { main } from "./processes.ts";

main(generate);
