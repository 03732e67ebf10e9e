import { existsSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { parseArguments } from "./args.ts";
import type { Command } from "./commands/command.ts";
import { commands } from "./commands/index.ts";
import { emit, tolerateFailure } from "./emit.ts";
import { reasonOf } from "./files/failure.ts";
import { commandHelp, overview } from "./help.ts";
import { Misuse, orNearest } from "./misuse.ts";
import type { Outcome, Surroundings } from "./outcome.ts";
import { readInThread } from "./read-in-thread.ts";
import { VERSION } from "./version.ts";

const HELP: readonly string[] = ["--help", "-h"];

/** Runs one command line, without the program's own name. */
async function run(argv: readonly string[], around: Surroundings): Promise<Outcome> {
  const [first, ...rest] = argv;
  if (first === undefined) throw new Misuse("a command is missing; see gcp-iam-lint --help");
  if (first === "--version" || first === "-V") return { exit: 0, stdout: [`gcp-iam-lint ${VERSION}\n`] };
  if (first === "help" || HELP.includes(first)) return { exit: 0, stdout: [helpOn(rest[0])] };
  const command = commandNamed(first);
  const flagsEnd = rest.indexOf("--");
  const words = flagsEnd < 0 ? rest : rest.slice(0, flagsEnd);
  if (words.some((word) => HELP.includes(word))) return { exit: 0, stdout: [commandHelp(command)] };
  return command.run(parseArguments(rest, command), around);
}

const helpOn = (name: string | undefined): string =>
  name === undefined || name === "help" || name.startsWith("-") ? overview(commands) : commandHelp(commandNamed(name));

function commandNamed(name: string): Command {
  const command = commands.find((one) => one.name === name);
  if (command !== undefined) return command;
  if (name.startsWith("-")) throw new Misuse(`a command comes first, not ${name}; see gcp-iam-lint --help`);
  if (existsSync(name)) throw new Misuse(`unknown command "${name}"; did you mean "check ${name}"?`);
  throw new Misuse(`unknown command "${name}"${orNearest(name, [...commands.map((one) => one.name), "help"])}`);
}

/** Misuse is told in plain words; anything else is a defect of the program, whose trace helps to find it. */
function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof Misuse))
    return { exit: 2, stderr: [`gcp-iam-lint: ${error instanceof Error ? error.stack : error}\n`] };
  return { exit: 2, stderr: error.message.split("\n").map((line) => `gcp-iam-lint: ${line}\n`) };
}

async function main(): Promise<void> {
  const { stdout, stderr, env } = process;
  tolerateFailure(stdout, stderr);
  const outcome = await run(process.argv.slice(2), { folder: process.cwd(), env, stdout, stderr }).catch(outcomeOf);
  process.exitCode = outcome.exit;
  await emit(stderr, outcome.stderr ?? []);
  await emit(stdout, outcome.stdout ?? []);
}

if (parentPort === null)
  main().catch((error: unknown) => {
    process.exitCode = 2;
    process.stderr.write(`gcp-iam-lint: cannot write: ${reasonOf(error)}\n`);
  });
else readInThread(parentPort);
