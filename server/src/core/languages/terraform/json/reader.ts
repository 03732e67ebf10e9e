import type { Node } from "jsonc-parser";
import { readExpression } from "../hcl/expression.ts";
import { Scanner } from "../hcl/scanner.ts";
import { readQuoted } from "../hcl/template.ts";
import type { Attribute, Block, Expression, Label, Template } from "../hcl/tree.ts";
import { withPlainQuotes } from "./mask.ts";

/** Deeper values are left out. */
const DEEPEST = 64;

/** A property of an object. */
export interface Property {
  readonly key: Node;
  readonly value: Node;
}

/** The properties of an object; of a list, those of all objects in it. Comments are properties named `//`. */
export function propertiesOf(node: Node): readonly Property[] {
  if (node.type === "array") return (node.children ?? []).flatMap(propertiesOf);
  if (node.type !== "object") return [];
  return (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key === undefined || value === undefined || key.value === "//" ? [] : [{ key, value }];
  });
}

const endOf = ({ offset, length }: Node): number => offset + length;

/** Turns objects of JSON into blocks. */
export class JsonReader {
  readonly #text: string;
  readonly #hasTemplates: boolean;

  /** @param hasTemplates whether texts may hold expressions; in a plan they are values. */
  constructor(text: string, hasTemplates: boolean) {
    this.#text = text;
    this.#hasTemplates = hasTemplates;
  }

  /** The blocks below a key: so many more names lead to them. */
  blocks(name: string, key: Node, value: Node, more: number, labels: readonly Label[]): readonly Block[] {
    if (more > 0)
      return propertiesOf(value).flatMap((property) =>
        this.blocks(name, property.key, property.value, more - 1, [...labels, labelOf(property.key)]),
      );
    const bodies = value.type === "array" ? (value.children ?? []) : [value];
    return bodies.filter(({ type }) => type === "object").map((body) => this.block(name, key, body, labels));
  }

  /** One block; an object inside is an argument as well as a nested block. */
  block(name: string, key: Node, body: Node, labels: readonly Label[], depth = 0): Block {
    const items = propertiesOf(body).flatMap((property) => this.#items(property, depth + 1));
    const inner = { start: body.offset + 1, end: Math.max(body.offset + 1, endOf(body) - 1) };
    return {
      kind: "block",
      start: key.offset,
      end: endOf(body),
      name,
      nameEnd: endOf(key),
      labels,
      body: { ...inner, items, closed: true },
    };
  }

  #items({ key, value }: Property, depth: number): readonly (Attribute | Block)[] {
    if (depth > DEEPEST) return [];
    const attribute: Attribute = {
      kind: "attribute",
      start: key.offset,
      end: endOf(value),
      name: key.value,
      nameEnd: endOf(key),
      value: this.#expression(value, depth),
    };
    const nested = value.type === "array" ? (value.children ?? []) : [value];
    if (key.value === "dynamic") return [attribute, ...this.#dynamic(value, depth)];
    const blocks = nested
      .filter(({ type }) => type === "object")
      .map((body) => this.block(key.value, key, body, [], depth));
    return [attribute, ...blocks];
  }

  #dynamic(value: Node, depth: number): readonly Block[] {
    return propertiesOf(value).flatMap(({ key, value: body }) =>
      (body.type === "array" ? (body.children ?? []) : [body])
        .filter(({ type }) => type === "object")
        .map((one) => this.block("dynamic", key, one, [labelOf(key)], depth)),
    );
  }

  #expression(node: Node, depth: number): Expression {
    const start = node.offset;
    const end = endOf(node);
    if (depth > DEEPEST) return { kind: "missing", start, end };
    switch (node.type) {
      case "array":
        return {
          kind: "list",
          start,
          end,
          items: (node.children ?? []).map((item) => this.#expression(item, depth + 1)),
          closed: true,
        };
      case "object": {
        const items = propertiesOf(node).map(({ key, value }) => ({
          start: key.offset,
          end: endOf(value),
          key: this.#template(key),
          value: this.#expression(value, depth + 1),
        }));
        return { kind: "object", start, end, items };
      }
      case "string":
        return whole(this.#template(node));
      default:
        return { kind: "scalar", start, end };
    }
  }

  #template(node: Node): Template {
    const start = node.offset;
    const end = endOf(node);
    const closed = node.length > 1 && this.#text[end - 1] === '"';
    const inner = { start: start + 1, end: closed ? end - 1 : end };
    const content = this.#text.slice(inner.start, inner.end);
    if (this.#hasTemplates && /[$%]\{/.test(content)) {
      const plain = `${this.#text.slice(0, inner.start)}${withPlainQuotes(content)}${closed ? '"' : ""}`;
      return { ...readQuoted(new Scanner(plain, start), readExpression), end };
    }
    const parts = content === "" ? [] : [{ kind: "text" as const, ...inner }];
    return { kind: "template", form: "quoted", start, end, inner, closed, parts };
  }
}

export const labelOf = (key: Node): Label => ({ text: String(key.value), start: key.offset, end: endOf(key) });

/** A string that is one expression stands for its value, of whatever kind. */
function whole(template: Template): Expression {
  const [only, ...rest] = template.parts;
  return only?.kind === "interpolation" && rest.length === 0 ? only.expression : template;
}
