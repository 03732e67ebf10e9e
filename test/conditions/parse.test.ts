import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { check } from "../../server/src/core/conditions/check.ts";
import { parse } from "../../server/src/core/conditions/parse.ts";
import { tell } from "../../server/src/core/conditions/tell.ts";
import { childrenOf, type Node, nodesIn, type Range } from "../../server/src/core/conditions/tree.ts";

/** Pieces of expressions, so that nonsense made of them comes near to sense. */
const PIECES = [
  "resource",
  ".",
  "name",
  "request.time",
  "timestamp(",
  "startsWith(",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  "?",
  "&&",
  "||",
  "&",
  "=",
  "==",
  "!",
  "-",
  "in",
  "and",
  "not",
  '"',
  "'",
  '"text"',
  "'''",
  "\\",
  "1",
  "0x1",
  "2.5e3",
  "2030-01-01",
  "true",
  "\ufffc",
  "\u201c",
  "//",
  "\n",
  " ",
  "\u{1f600}",
  "a/b",
];
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join("")),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(" ")),
);

const inside = ({ start, end }: Range, text: string): boolean => 0 <= start && start <= end && end <= text.length;

const holds = (outer: Range, inner: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;

function assertPlaces(tree: Node, text: string): void {
  for (const node of nodesIn(tree)) {
    assert.ok(inside(node, text), `${node.kind} ${node.start}-${node.end}`);
    for (const child of childrenOf(node)) assert.ok(holds(node, child), `${child.kind} outside of ${node.kind}`);
  }
}

suite("any text", () => {
  test("is read, and all places are in it and in each other", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { tree, problems } = parse(text);
        const all = tree === undefined ? problems : [...problems, ...check(tree, text)];
        for (const problem of all) {
          assert.ok(inside(problem, text), problem.message);
          for (const edit of problem.repair?.edits ?? []) assert.ok(inside(edit, text), problem.repair?.title);
        }
        if (tree !== undefined) assertPlaces(tree, text);
      }),
      { numRuns: 3000 },
    );
  });
  test("that is read can be told in words", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { tree } = parse(text);
        assert.ok(tree === undefined || tell(tree, text).length > 0);
      }),
    );
  });
  test("of great depth costs no more than its length", () => {
    for (const text of [
      "(".repeat(10_000),
      "!".repeat(10_000),
      "[".repeat(9_000),
      `a${".b".repeat(5_000)}`,
      "-".repeat(9_999),
    ]) {
      assert.ok(parse(text).tree !== undefined);
    }
  });
});

/** How a text is read, each operation in brackets. */
function shape(node: Node): string {
  switch (node.kind) {
    case "literal":
      return node.type === "string" ? JSON.stringify(node.value) : node.value;
    case "name":
      return node.name;
    case "member":
      return `${shape(node.object)}.${node.name}`;
    case "call":
      return `${node.target === undefined ? "" : `${shape(node.target)}.`}${node.name}(${node.args.map(shape).join(", ")})`;
    case "index":
      return `${shape(node.object)}[${shape(node.key)}]`;
    case "list":
      return `[${node.items.map(shape).join(", ")}]`;
    case "map":
      return `{${node.items.map(shape).join(", ")}}`;
    case "unary":
      return `(${node.op}${shape(node.operand)})`;
    case "binary":
      return `(${shape(node.left)} ${node.op} ${shape(node.right)})`;
    case "ternary":
      return `(${shape(node.condition)} ? ${shape(node.yes)} : ${shape(node.no)})`;
    case "hole":
      return "_";
  }
}

const READ: readonly (readonly [string, string])[] = [
  ["a || b && c", "(a || (b && c))"],
  ["a && b || c", "((a && b) || c)"],
  ["!a && b", "((!a) && b)"],
  ["a == b && c != d", "((a == b) && (c != d))"],
  ["a + b * c == d", "((a + (b * c)) == d)"],
  ["a ? b : c ? d : e", "(a ? b : (c ? d : e))"],
  ["a in ['x', \"y\"]", '(a in ["x", "y"])'],
  ["a.b.c('x').d", 'a.b.c("x").d'],
  ["a[0].b", "a[0].b"],
  ["{'k': v}", '{"k", v}'],
  ["(a || b) && c", "((a || b) && c)"],
  ["a // or b\n&& c", "(a && c)"],
  [String.raw`'it\'s \u0041' == r'\d'`, '("it\'s A" == "\\\\d")'],
  ["'''a'b''' == b", '("a\'b" == b)'],
  ["a && \ufffc", "(a && _)"],
];

suite("an expression", () => {
  for (const [text, wanted] of READ) {
    test(text, () => {
      const { tree, problems } = parse(text);
      assert.deepEqual(problems, []);
      assert.equal(tree && shape(tree), wanted);
    });
  }
});

/** The first problem of each text: where it stands, and what is written after the repair. */
const BROKEN: readonly (readonly [string, string, string | undefined])[] = [
  ["a = b", "=", "a == b"],
  ["a & b", "&", "a && b"],
  ["a or b", "or", "a || b"],
  ["not a", "not", "!a"],
  ["a <> b", "<>", "a != b"],
  ["a;", ";", "a"],
  ["a b", "b", undefined],
  ["a &&", "", undefined],
  ["a == 'b", "'b", undefined],
  ["f(a", "", undefined],
  ["timestamp(2030-01-01T00:00:00Z)", "2030-01-01T00:00:00Z", 'timestamp("2030-01-01T00:00:00Z")'],
  ["a.startsWith(projects/p/)", "projects/p/", 'a.startsWith("projects/p/")'],
  ["a == \u201cb\u201d", "\u201cb\u201d", 'a == "b"'],
  ["a # b", "#", undefined],
  [String.raw`a == "b\.c"`, String.raw`\.`, undefined],
];

suite("a slip", () => {
  for (const [text, place, wanted] of BROKEN) {
    test(text, () => {
      const [problem] = parse(text).problems;
      assert.ok(problem !== undefined);
      assert.equal(text.slice(problem.start, problem.end), place);
      const [edit] = problem.repair?.edits ?? [];
      const repaired = edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end);
      assert.equal(repaired, wanted);
    });
  }
});
