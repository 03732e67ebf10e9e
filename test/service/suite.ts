import { readFileSync, writeFileSync } from "node:fs";
import { DEFAULT_CONFIG } from "../../server/src/core/lint/config.ts";
import type { Edit } from "../../server/src/core/text/edit.ts";
import { applyEdits } from "../../server/src/core/text/edit.ts";
import { Lines } from "../../server/src/core/text/lines.ts";
import type { Span } from "../../server/src/core/text/span.ts";
import type { Settings } from "../../server/src/service/diagnose.ts";
import { Workspace } from "../../server/src/service/workspace.ts";
import { type Block, type Case, fileText, readCases } from "../harness/markdown.ts";
import { readMarks } from "../harness/marks.ts";
import { uriOf } from "../harness/workspace.ts";

export const SETTINGS: Settings = {
  config: DEFAULT_CONFIG,
  today: "2026-09-01",
  onCrash(rule, error) {
    throw new Error(`${rule.id} crashed`, { cause: error });
  },
};

/** The files of a case in a workspace, and the place of the cursor in one of them. */
export interface Scene {
  readonly workspace: Workspace;
  readonly uri: string;
  readonly offset: number;
}

/** @throws Error when no file has a cursor. */
export function sceneOf(one: Case): Scene {
  const workspace = new Workspace();
  let at: Omit<Scene, "workspace"> | undefined;
  for (const block of one.blocks.filter(({ path }) => path !== "")) {
    const { text, cursor } = readMarks(fileText(block));
    const uri = uriOf(block.path);
    workspace.set({ uri, text });
    if (cursor !== undefined) at = { uri, offset: cursor };
  }
  if (at === undefined) throw new Error(`no file of "${one.name}" has a cursor`);
  return { workspace, ...at };
}

/** A block of a case, and what should stand in it. */
export interface Outcome {
  readonly block: Block;
  readonly actual: string;
}

/** The cases of a suite; with `UPDATE_SUITES=1`, what comes out is written into its blocks first, to be reviewed. */
export function casesOf(path: string, outcomesOf: (one: Case) => readonly Outcome[]): readonly Case[] {
  if (process.env.UPDATE_SUITES === "1") {
    const markdown = readFileSync(path, "utf8");
    const outcomes = readCases(markdown).flatMap(outcomesOf);
    const updated = [...outcomes]
      .sort((a, b) => b.block.start - a.block.start)
      .reduce((text, { block, actual }) => text.slice(0, block.start) + actual + text.slice(block.end), markdown);
    writeFileSync(path, updated);
  }
  return readCases(readFileSync(path, "utf8"));
}

/** The blocks of a case with a tag. */
export const tagged = (one: Case, tag: string): readonly Block[] => one.blocks.filter(({ info }) => info[0] === tag);

/** A place as people count it, with the text there. */
export function place({ uri, start, end }: Span, workspace: Workspace): string {
  const text = workspace.source(uri)?.text ?? "";
  const lines = new Lines(text);
  const at = (offset: number): string => {
    const { line, character } = lines.positionAt(offset);
    return `${line + 1}:${character + 1}`;
  };
  return `${at(start)}-${at(end)} \`${text.slice(start, end)}\``;
}

/** The line in which the edits of one place begin, as it reads behind them. */
export function lineAfter(edits: readonly Edit[], { workspace, uri }: Scene): string {
  const text = workspace.source(uri)?.text ?? "";
  const start = Math.min(...edits.map(({ span }) => span.start));
  const { line } = new Lines(text).positionAt(start);
  return new Lines(applyEdits(text, edits)).textOf(line).trim();
}

/** The document at the cursor behind the edits. */
export const textAfter = (edits: readonly Edit[], { workspace, uri }: Scene): string =>
  applyEdits(workspace.source(uri)?.text ?? "", edits);
