import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { literal, type Part, type Value } from "../../server/src/core/model/value.ts";
import { writtenPlace } from "../../server/src/core/model/written-place.ts";

const URI = "file:///w/main.tf";
const BASE = 100;

const conditionOf = (written: string, ...parts: readonly Part[]): Value => ({
  slot: "condition",
  span: { uri: URI, start: BASE, end: BASE + written.length },
  parts,
  written,
});

const reference = (written: string, text: string): Part => {
  const start = BASE + written.indexOf(text);
  return { kind: "reference", text, span: { uri: URI, start, end: start + text.length } };
};

/** What stands at the place of a stretch of the decoded text. */
function at(value: Value, stretch: string): string | undefined {
  const text = value.parts.map((part) => (part.kind === "literal" ? part.text : "\ufffc")).join("");
  const start = text.indexOf(stretch);
  const place = writtenPlace(value, start, start + stretch.length);
  return place && value.written?.slice(place.start - BASE, place.end - BASE);
}

suite("the place of a stretch", () => {
  const cases: readonly (readonly [string, string, string, string, string | undefined])[] = [
    ["as it is", "a == b", "a == b", "b", "b"],
    ["in a text with escapes", String.raw`a == \"x\" && b`, 'a == "x" && b', "b", "b"],
    ["with escapes of its own", String.raw`a == \"x\" && b`, 'a == "x" && b', '"x"', String.raw`\"x\"`],
    ["with doubled apostrophes", "a == ''x'' && b", "a == 'x' && b", "'x'", "''x''"],
    ["with quotes that a shell takes away", 'f("x") && b', "f(x) && b", "b", "b"],
    ["behind a fold", "a ==\n    x && b", "a == x && b", "x", "x"],
    ["in an indented text", "    a ==\n      x", "a ==\n  x", "x", "x"],
    ["where the texts differ", "a == bc", "a == b", "b", undefined],
    ["where a part is followed to another place", "a == $x", "a == b", "b", undefined],
  ];
  for (const [name, written, text, stretch, wanted] of cases) {
    test(name, () => assert.equal(at(conditionOf(written, literal(text)), stretch), wanted));
  }
  test("behind what is put in", () => {
    const written = String.raw`a == \"$\{var.x}/y\" && b`.replace("$\\", "$");
    const value = conditionOf(written, literal('a == "'), reference(written, "var.x"), literal('/y" && b'));
    assert.equal(at(value, "b"), "b");
    assert.equal(at(value, "\ufffc/y")?.slice(1), "{var.x}/y");
  });
  test("of an empty text inside of quotes", () => {
    assert.equal(at(conditionOf("f(x, '')", literal("f(x, '')")), "''"), "''");
  });
  test("of any text is that text", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), (text, seed) => {
        const start = seed % text.length;
        const written = text
          .replace(/["\\]/g, "\\$&")
          .replaceAll("\n", "\\n")
          .replaceAll("\r", "\\r")
          .replaceAll("\t", "\\t");
        const place = writtenPlace(conditionOf(written, literal(text)), start, start + 1);
        if (place === undefined) return;
        assert.ok(written.slice(place.start - BASE, place.end - BASE).endsWith(encoded(text.charAt(start))));
      }),
    );
  });
});

const encoded = (char: string): string => ({ "\n": "n", "\r": "r", "\t": "t" })[char] ?? char;
