import { generate } from "../product/artifacts.ts";
import { main } from "../product/processes.ts";

main(generate);
