import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { suite, test } from "node:test";
import { printChanged } from "../harness/change.ts";
import { printExtraction } from "../harness/extraction.ts";
import { type Block, type Case, readCases } from "../harness/markdown.ts";
import { extractAll, sourcesOf } from "../harness/workspace.ts";

// Suites of extraction and rendering. A case has files (a path in backticks, then a fenced block) and blocks tagged `facts`
// (what is read from the files) or `change` with, behind it, `fixed` (the text after the change, written as JSON).
// `UPDATE_SUITES=1` writes what comes out into the suites, `UPDATE_SUITES=yaml` only into those with that in their name; the
// result is to be reviewed.
const DIRECTORY = "test/languages/";
const UPDATE = process.env.UPDATE_SUITES;

const withTag = (one: Case, tag: string): readonly Block[] => one.blocks.filter(({ info }) => info[0] === tag);

/** A block of the suite and what should stand in it. */
interface Outcome {
  readonly block: Block;
  readonly actual: string;
}

function outcomesOf(one: Case): readonly Outcome[] {
  const sources = sourcesOf(one);
  const extraction = extractAll(sources);
  const facts = withTag(one, "facts").map((block) => ({ block, actual: printExtraction(extraction, sources) }));
  const fixed = withTag(one, "fixed");
  const changes = withTag(one, "change").flatMap(({ body }, i) => {
    const block = fixed[i];
    return block === undefined ? [] : [{ block, actual: printChanged(body, extraction, sources) }];
  });
  return [...facts, ...changes];
}

/** The suite with each block's body replaced by what came out. */
function updated(markdown: string): string {
  const outcomes = readCases(markdown).flatMap(outcomesOf);
  return [...outcomes]
    .sort((a, b) => b.block.start - a.block.start)
    .reduce((text, { block, actual }) => text.slice(0, block.start) + actual + text.slice(block.end), markdown);
}

for (const file of readdirSync(DIRECTORY).filter((name) => name.endsWith(".md"))) {
  const path = DIRECTORY + file;
  if (UPDATE === "1" || (UPDATE !== undefined && file.includes(UPDATE)))
    writeFileSync(path, updated(readFileSync(path, "utf8")));
  suite(file, () => {
    for (const one of readCases(readFileSync(path, "utf8"))) {
      test(one.name, () => {
        const outcomes = outcomesOf(one);
        assert.notEqual(outcomes.length, 0, "a case needs a block that is tagged facts, or change and fixed");
        for (const { block, actual } of outcomes) assert.equal(actual, block.body);
      });
    }
  });
}
