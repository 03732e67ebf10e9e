import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { VERSION } from "./version.ts";

type Program = (exports: object, require: NodeJS.Require, module: object, path: string, folder: string) => void;

/**
 * Runs a CommonJS program, whose text is ASCII, with the code that V8 kept of an earlier run, which spares compiling it: most of a short run. Where
 * there is none, or it is of another V8, the program is compiled and, if `keeps`, its code kept at the end of this run, in the
 * user's folder for caches. Where that cannot be written nothing is kept; NODE_DISABLE_COMPILE_CACHE switches it off.
 */
export function runCached(path: string, keeps: boolean): void {
  const place = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : placeFor(path);
  const cachedData = place === undefined ? undefined : contentOf(join(place.folder, place.name));
  const source = Module.wrap(readFileSync(path, "latin1"));
  const script = new Script(source, { filename: path, ...(cachedData === undefined ? {} : { cachedData }) });
  const isNew = cachedData === undefined || script.cachedDataRejected === true;
  if (place !== undefined && keeps && isNew) process.on("exit", () => keep(script, place));
  const module = { exports: {} };
  (script.runInThisContext() as Program)(module.exports, createRequire(path), module, path, dirname(path));
}

interface Place {
  readonly folder: string;
  readonly name: string;
  /** What the names of code for the same V8 begin with. */
  readonly start: string;
}

/** The name says for which V8 and for which build the code is: V8 itself compares no more than the length of the source. */
function placeFor(path: string): Place | undefined {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  try {
    const { size, mtimeMs } = statSync(path);
    const start = `${process.version}-${process.arch}-`;
    const folder = join(XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), ".cache"), "gcp-iam-lint");
    return { folder, name: `${start}${VERSION}-${size}-${Math.floor(mtimeMs)}.code`, start };
  } catch {
    return undefined;
  }
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Writes the code beside its place and moves it there, so that nobody reads half of it; then code of older builds goes. */
function keep(script: Script, { folder, name, start }: Place): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const written = join(folder, `${name}.${process.pid}`);
    writeFileSync(written, script.createCachedData(), { mode: 0o600 });
    renameSync(written, join(folder, name));
    const old = readdirSync(folder).filter((other) => other.startsWith(start) && other !== name);
    for (const other of old) rmSync(join(folder, other), { force: true });
  } catch {
    // Whoever cannot keep it goes without.
  }
}
