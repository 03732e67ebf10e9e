import assert from "node:assert/strict";
import { test } from "node:test";
import { readMarks } from "./marks.ts";

test("marks are taken out and their places are those of the clean text", () => {
  assert.deepEqual(readMarks("a [|b|]{x-y} c"), {
    text: "a b c",
    marks: [{ start: 2, end: 3, rules: ["x-y"] }],
    cursor: undefined,
  });
});

test("marks nest, run over lines, are empty and name several rules", () => {
  const { text, marks } = readMarks("[|a\n[|b|]{in, also}|]{out}[||]{end}");
  assert.equal(text, "a\nb");
  assert.deepEqual(marks, [
    { start: 0, end: 3, rules: ["out"] },
    { start: 2, end: 3, rules: ["in", "also"] },
    { start: 3, end: 3, rules: ["end"] },
  ]);
});

test("a cursor is a place of the clean text", () => {
  assert.equal(readMarks("[|ab|]{x}c<|>d").cursor, 3);
});

test("what looks like a mark and is none is an error", () => {
  assert.throws(() => readMarks("a [|b"), /not closed/);
  assert.throws(() => readMarks("a |]{x}"), /closes no mark/);
  assert.throws(() => readMarks("[|a|]{}"), /names no rule/);
});
