import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { build, type Loader } from "esbuild";

/** What a run of the program left. */
export interface Run {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

let bundled: Promise<string> | undefined;

/** The program as users have it, built once for a test file. */
export function program(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  mkdirSync("out", { recursive: true });
  const { loaders } = (await import(pathToFileURL("esbuild.mjs").href)) as { loaders: Record<string, Loader> };
  const folder = mkdtempSync("out/cli-");
  folders.push(folder);
  const outfile = resolve(folder, "cli.cjs");
  await build({
    entryPoints: ["server/src/cli/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    mainFields: ["module", "main"],
    loader: loaders,
    logLevel: "warning",
  });
  return outfile;
}

/** A new folder outside any repository, with these files: names to texts or bytes. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), "iam-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

interface How extends SpawnOptions {
  /** What the program finds on standard input. */
  readonly input?: string | Buffer;
  /** Another copy of the program. */
  readonly copy?: string;
}

/** Starts the program in a folder, with none of this process's own wishes about colours. */
export async function start(
  folder: string,
  words: readonly string[],
  { copy, ...options }: How = {},
): Promise<ChildProcess> {
  const { FORCE_COLOR: _, NO_COLOR: __, ...env } = process.env;
  const command = [copy ?? (await program()), ...words];
  return spawn(process.execPath, command, { cwd: folder, ...options, env: { ...env, ...options.env } });
}

/** Runs the program to its end. */
export async function run(folder: string, words: readonly string[], { input = "", ...how }: How = {}): Promise<Run> {
  const child = await start(folder, words, how);
  child.stdin?.end(input);
  return finished(child);
}

export async function finished(child: ChildProcess): Promise<Run> {
  const [out, err] = [textOf(child.stdout), textOf(child.stderr)];
  const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((settle, reject) => {
    child.on("error", reject);
    child.on("close", (...ended) => settle(ended));
  });
  return { status, signal, stdout: await out, stderr: await err };
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  const pieces: Buffer[] = [];
  if (stream === null || !stream.readable) return "";
  for await (const piece of stream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString("utf8");
}

/** Runs the program as somebody whom file modes hold back, which they do not the superuser. */
export async function runAsNobody(folder: string, words: readonly string[]): Promise<Run> {
  const copy = join(folderWith({}), "cli.cjs");
  copyFileSync(await program(), copy);
  for (const open of [dirname(copy), folder]) chmodSync(open, 0o755);
  return run(folder, words, { copy, ...(process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}) });
}
