import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { suite, test } from "node:test";
import { parseHcl } from "../../server/src/core/languages/terraform/hcl/parse.ts";
import type { Body, Expression } from "../../server/src/core/languages/terraform/hcl/tree.ts";
import { Lines } from "../../server/src/core/text/lines.ts";
import { type Block, type Case, fileText, readCases } from "../harness/markdown.ts";

/** Prints a tree: a block as its header, an argument with the shape of its value, a problem with its place. */
function outline(text: string): string {
  const { body, problems } = parseHcl(text);
  const lines = new Lines(text);
  const place = (offset: number) => {
    const { line, character } = lines.positionAt(offset);
    return `${line + 1}:${character + 1}`;
  };
  return [...outlineBody(body, text, ""), ...problems.map((p) => `! ${place(p.start)} ${p.message}`)]
    .map((line) => `${line}\n`)
    .join("");
}

const outlineBody = (body: Body, text: string, indent: string): readonly string[] =>
  body.items.flatMap((item) =>
    item.kind === "attribute"
      ? [`${indent}${item.name} = ${shape(item.value, text)}`]
      : [
          `${indent}${[item.name, ...item.labels.map((label) => label.text)].join(" ")}${item.body.closed ? "" : " (open)"}`,
          ...outlineBody(item.body, text, `${indent}  `),
        ],
  );

function shape(expression: Expression, text: string): string {
  const all = (items: readonly Expression[]) => items.map((item) => shape(item, text)).join(", ");
  switch (expression.kind) {
    case "missing":
      return "missing";
    case "scalar":
    case "name":
      return text.slice(expression.start, expression.end);
    case "template": {
      const parts = expression.parts.map((part) => {
        if (part.kind === "text") return text.slice(part.start, part.end);
        return `<${part.expression === undefined ? part.kind : shape(part.expression, text)}>`;
      });
      return `${expression.form}${expression.closed ? "" : " (open)"} ${JSON.stringify(parts.join(""))}`;
    }
    case "list":
      return `[${all(expression.items)}]${expression.closed ? "" : " (open)"}`;
    case "object":
      return `{${expression.items.map(({ key, value }) => `${shape(key, text)}: ${shape(value, text)}`).join(", ")}}`;
    case "call":
      return `${expression.name}(${all(expression.items)}${expression.spread ? " ..." : ""})`;
    case "traversal":
      return `${shape(expression.root, text)}${expression.steps
        .map((step) =>
          step.kind === "attribute" ? `.${step.name}` : step.kind === "splat" ? "[*]" : `[${shape(step.key, text)}]`,
        )
        .join("")}`;
    case "parenthesis":
      return `(${shape(expression.inner, text)})`;
    case "conditional":
      return `if(${all([expression.condition, expression.yes, expression.no])})`;
    case "operation":
      return `${expression.operator}(${all(expression.operands)})`;
    case "for": {
      const { names, collection, key, result, grouped, filter } = expression;
      const parts = [
        collection,
        ...(key === undefined ? [] : [key]),
        result,
        ...(filter === undefined ? [] : [filter]),
      ];
      return `for ${names.join(" ")}(${all(parts)}${grouped ? " ..." : ""})`;
    }
    case "compound":
      return `compound(${all(expression.operands)})`;
  }
}

const PATH = "test/languages/hcl/parse.md";

/** The case's block of a tag, and what should stand in it. */
function outcomeOf({ blocks }: Case): { readonly block: Block; readonly actual: string } | undefined {
  const file = blocks.find(({ path }) => path !== "");
  const block = blocks.find(({ info }) => info[0] === "tree");
  return file === undefined || block === undefined ? undefined : { block, actual: outline(fileText(file)) };
}

if (process.env.UPDATE_SUITES === "hcl") {
  const markdown = readFileSync(PATH, "utf8");
  const outcomes = readCases(markdown).flatMap((one) => outcomeOf(one) ?? []);
  writeFileSync(
    PATH,
    outcomes.reduceRight(
      (text, { block, actual }) => text.slice(0, block.start) + actual + text.slice(block.end),
      markdown,
    ),
  );
}

suite("HCL", () => {
  for (const one of readCases(readFileSync(PATH, "utf8"))) {
    test(one.name, () => {
      const outcome = outcomeOf(one);
      assert.equal(outcome?.actual, outcome?.block.body);
      assert.notEqual(outcome, undefined);
    });
  }

  test("nesting is bounded", () => {
    for (const open of ["[", "(", "{a=", "a{", '"${', "f(", "!", "-", "a.", "a?", "a+"]) {
      const { problems } = parseHcl(`a = ${open.repeat(100_000)}\nb = 1\n`);
      assert.ok(problems.length > 0, open);
    }
    parseHcl("a {\n".repeat(100_000));
  });
});
