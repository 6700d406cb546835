import { bench } from "../../bench/bench.ts";
import { main } from "../product/processes.ts";

main(() => bench(process.argv.slice(2)));
