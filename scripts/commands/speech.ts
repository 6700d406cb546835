import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readWav } from "../../simulator/wav.ts";
import { readArguments } from "../arguments.ts";
import { main } from "../product/processes.ts";
import { SetupError } from "../product/settings.ts";
import { measure } from "../speech/measures.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "simulator/speech");
const candidateFile = join(root, "e2e/fixtures/candidate.wav");
const candidateText = "I have worked as a software engineer for six years, and I built a search service.";
const scratch = mkdtempSync(join(tmpdir(), "speech-"));
const raw = join(scratch, "raw.wav");
const spoken = join(scratch, "spoken.wav");

const run = (command: string, args: string[], input?: string) => execFileSync(command, args, { input, stdio: ["pipe", "pipe", "inherit"] });

/** Trims silence at both ends, evens out the loudness, sets the peak to −3 dBFS, and fades in and out so that joins do not click. */
const finish = [
  "silence 1 0.01 0.3% reverse silence 1 0.01 0.3% reverse highpass 60",
  "compand 0.003,0.15 6:-60,-48,-30,-18,0,-6 -6 -90 0.003 gain -n -3",
  "fade t 0.01 reverse fade t 0.03 reverse",
].flatMap((effects) => effects.split(" "));

/** Raises a line by `db` that one loud syllable had kept quieter than the others, and limits what would then stand out. */
const raise = (db: number) => {
  const most = (-3 - db).toFixed(1);
  return ["compand", "0,0.1", `2:-60,-60,${most},${most},0,${most}`, db.toFixed(1), "-90", "0.003", "gain", "-n", "-3"];
};
/** How loud a line should be (dBFS), and how much quieter it may be (dB). */
const loudness = -16.6;
const leeway = 0.5;

/** A little slower than the voice's own pace, because a question is heard only once. */
const voice = `(begin (voice_cmu_us_slt_arctic_hts) (set! hts_engine_params (cons '("-r" 0.92) hts_engine_params)))`;

const sayInterviewer = (text: string, file: string) => {
  run("text2wave", ["-eval", voice, "-o", raw], text);
  const render = (...more: string[]) => run("sox", ["-D", raw, "-e", "mu-law", file, "rate", "-v", "24000", ...finish, ...more]);
  render();
  const missing = loudness - measure(readWav(readFileSync(file)), 24_000).rmsDb;
  if (missing > leeway) render(...raise(missing));
};

const sayCandidate = (text: string, file: string) => {
  run("flite", ["-voice", "rms", "-t", text, "-o", raw]);
  run("sox", ["-D", raw, spoken, ...finish]);
  run("sox", ["-D", spoken, "-b", "16", "-r", "16000", file, "pad", "0.2", "2.5"]);
};

const report = (name: string, pcm: Buffer, rate: number) => {
  const { seconds, peakDb, rmsDb, pitchHz, clicks } = measure(pcm, rate);
  const columns = [
    `${seconds.toFixed(2)} s`,
    `peak ${peakDb.toFixed(1)} dBFS`,
    `rms ${rmsDb.toFixed(1)} dBFS`,
    `pitch ${Math.round(pitchHz)} Hz`,
  ];
  console.log([name.padEnd(14), ...columns, `${clicks} clicks`].join("  "));
};

main(async () => {
  readArguments({
    call: "npm run speech",
    does: "Renders what the simulator and the tests' candidate say. What it writes is committed, so nobody else needs its tools.",
  });
  try {
    if (["text2wave", "flite", "sox"].some((tool) => spawnSync(tool, ["--version"]).error))
      throw new SetupError(
        "Rendering speech needs festival, festvox-us-slt-hts, flite and sox: apt-get install -y festival festvox-us-slt-hts flite sox",
      );
    const lines: Record<string, string> = JSON.parse(readFileSync(join(folder, "lines.json"), "utf8"));
    let bytes = 0;
    for (const [name, text] of Object.entries(lines)) {
      const file = join(folder, `${name}.wav`);
      sayInterviewer(text, file);
      report(name, readWav(readFileSync(file)), 24_000);
      bytes += statSync(file).size;
    }
    sayCandidate(candidateText, candidateFile);
    report("candidate", readFileSync(candidateFile).subarray(44), 16_000);
    console.log(`${(bytes / 1e6).toFixed(2)} MB of interviewer, ${(statSync(candidateFile).size / 1e3).toFixed(0)} kB of candidate`);
  } finally {
    rmSync(scratch, { recursive: true });
  }
});
