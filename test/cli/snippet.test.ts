import assert from "node:assert/strict";
import { test } from "node:test";
import { snippet } from "../../server/src/cli/report/snippet.ts";
import { harmless, widthOf } from "../../server/src/cli/report/width.ts";

/** The two lines that a terminal shows for the part of `line` between bars. */
function shown(marked: string, columns = 60): readonly string[] {
  const [before = "", place = "", after = ""] = marked.split("|");
  const { text, indent, length } = snippet(before + place + after, before.length, (before + place).length, columns);
  return [text, `${" ".repeat(indent)}${"^".repeat(length)}`];
}

test("the place is underlined", () => {
  assert.deepEqual(shown('role = "|roles/run.invokr|"'), ['role = "roles/run.invokr"', "        ^^^^^^^^^^^^^^^^"]);
});

test("an empty place has one mark, also at the end of the line and in an empty line", () => {
  assert.deepEqual(shown('role = "||"'), ['role = ""', "        ^"]);
  assert.deepEqual(shown("role = ||"), ["role =", "       ^"]);
  assert.deepEqual(shown("||"), ["", "^"]);
});

test("a tab is shown as four blanks", () => {
  assert.deepEqual(shown("\t- |x|\ty"), ["    - x    y", "      ^"]);
  assert.deepEqual(shown("a |b\tc|"), ["a b    c", "  ^^^^^^"]);
});

test("wide letters fill two columns, marks on letters none", () => {
  assert.deepEqual(shown("# 東京 |x|"), ["# 東京 x", "       ^"]);
  assert.deepEqual(shown("# |東京| x"), ["# 東京 x", "  ^^^^"]);
  assert.deepEqual(shown("👩‍💻 |x|"), ["👩‍💻 x", "   ^"]);
  assert.deepEqual(shown("❤️ 🇫🇷 |x|"), ["❤️ 🇫🇷 x", "      ^"]);
  assert.deepEqual(shown("cafe\u0301 |x|"), ["cafe\u0301 x", "     ^"]);
});

test("a place inside a letter takes the whole letter", () => {
  const { indent, length } = snippet("a👍b", 2, 3, 60);
  assert.deepEqual([indent, length], [1, 2]);
});

test("a long line is cut on both sides of the place", () => {
  const [text = "", mark = ""] = shown(`${"a".repeat(200)}|place|${"b".repeat(200)}`, 40);
  assert.equal(text, `…${"a".repeat(11)}place${"b".repeat(22)}…`);
  assert.equal(mark, `${" ".repeat(12)}^^^^^`);
  assert.equal(widthOf(text), 40);
});

test("a long line is cut on one side where the place is near the other end", () => {
  assert.deepEqual(shown(`|place|${"b".repeat(200)}`, 20), [`place${"b".repeat(13)}…`, "^^^^^"]);
  assert.deepEqual(shown(`${"a".repeat(200)}|place|`, 20), [`…${"a".repeat(13)}place`, `${" ".repeat(14)}^^^^^`]);
});

test("a place that is wider than the line is cut itself", () => {
  assert.deepEqual(shown(`aaa|${"p".repeat(5000)}|bbb`, 20), [`…${"p".repeat(18)}…`, ` ${"^".repeat(18)}`]);
});

test("a line of a million letters is cut around the place", () => {
  const [text, mark] = shown(`${"a".repeat(1_000_000)}|place|${"東".repeat(1_000_000)}`, 40);
  assert.equal(text, `…${"a".repeat(11)}place${"東".repeat(11)}…`);
  assert.equal(mark, `${" ".repeat(12)}^^^^^`);
});

test("what would act on a terminal is replaced", () => {
  assert.deepEqual(shown("\u001b[31m|x|\u202e"), ["\ufffd[31mx\ufffd", "     ^"]);
  assert.equal(harmless("a\r\nb\tc\u0000d\u2066e"), "a  b c\ufffdd\ufffde");
});
