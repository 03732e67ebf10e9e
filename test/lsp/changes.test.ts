import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { applyChanges } from "../../server/src/lsp/changes.ts";

const at = (line: number, character: number) => ({ line, character });
const change = (start: readonly [number, number], end: readonly [number, number], text: string) => ({
  range: { start: at(...start), end: at(...end) },
  text,
});

test("changes apply one after the other", () => {
  const changes = [change([1, 0], [1, 3], "two"), change([1, 3], [1, 3], "!\nthree"), change([2, 5], [2, 5], "?")];
  assert.equal(applyChanges("one\nzwo\n", changes), "one\ntwo!\nthree?\n");
});

test("changes from the end to the beginning apply as they stand", () => {
  const changes = [change([2, 0], [2, 1], "C\n"), change([1, 0], [1, 1], ""), change([0, 0], [0, 0], "\n")];
  assert.equal(applyChanges("a\nb\nc", changes), "\na\n\nC\n");
});

test("a whole text replaces what was before it", () => {
  assert.equal(
    applyChanges("abc", [change([0, 0], [0, 1], "x"), { text: "new" }, change([0, 3], [0, 3], "!")]),
    "new!",
  );
});

test("places behind the end of a line or of the text are their ends", () => {
  assert.equal(applyChanges("a\r\nb", [change([0, 99], [0, 99], "x")]), "a\r\nxb");
  assert.equal(applyChanges("a\r\nb", [change([7, 0], [7, 4], "x")]), "a\r\nbx");
});

test("an emoji is two units wide", () => {
  assert.equal(applyChanges("# 🦊 role", [change([0, 5], [0, 9], "member")]), "# 🦊 member");
});

// The clamping of places behind a line's end differs between editors, so the property keeps to places that are there.
const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "\r\n", "é", "🦊"), maxLength: 30 });
const edits = fc.array(fc.record({ from: fc.nat(40), length: fc.nat(6), text }), { maxLength: 6 });

test("many changes give what the reference implementation gives", () => {
  fc.assert(
    fc.property(text, edits, (start, list) => {
      let document = TextDocument.create("file:///a", "x", 1, start);
      const changes = list.map(({ from, length, text: inserted }) => {
        const before = document.getText();
        const offset = onBoundary(before, Math.min(from, before.length));
        const end = onBoundary(before, Math.min(offset + length, before.length));
        const range = { start: document.positionAt(offset), end: document.positionAt(Math.max(offset, end)) };
        document = TextDocument.update(document, [{ range, text: inserted }], 2);
        return { range, text: inserted };
      });
      assert.equal(applyChanges(start, changes), document.getText());
    }),
  );
});

/** An offset that does not stand inside a line end. */
const onBoundary = (text: string, offset: number): number =>
  text[offset - 1] === "\r" && text[offset] === "\n" ? offset - 1 : offset;
