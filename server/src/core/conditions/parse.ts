import { LEVELS, SLIPS } from "./operators.ts";
import type { Problem } from "./problem.ts";
import { LONGEST, type Token, tokenize } from "./tokens.ts";
import { type BinaryOp, type Call, HOLE, type Node, type Range } from "./tree.ts";
import { isUnquoted, unquotedText } from "./unquoted.ts";

export interface Parsed {
  /** Absent for an empty text. */
  readonly tree?: Node;
  /** In the order of the text; only the first is surely true, since it may be the cause of others. */
  readonly problems: readonly Problem[];
  /** Whether something comes from outside other than a part of a text in quotes: it may be the cause of any problem. */
  readonly isOpen: boolean;
}

/** No condition is deeper; a deeper part of one is not read. */
const DEEPEST = 80;
const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const BOOLS = new Set(["true", "false"]);

/** Reads an expression of the Common Expression Language. Total: what cannot be read is a hole in the tree and a problem. */
export function parse(text: string): Parsed {
  if (text.length > LONGEST) return { tree: { kind: "hole", start: 0, end: text.length }, problems: [], isOpen: true };
  const { tokens, problems } = tokenize(text);
  if (tokens.length === 1) return { problems, isOpen: false };
  return new Parser(text, tokens, [...problems]).parse();
}

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #problems: Problem[];
  #at = 0;
  #depth = 0;

  constructor(text: string, tokens: readonly Token[], problems: Problem[]) {
    this.#text = text;
    this.#tokens = tokens;
    this.#problems = problems;
  }

  parse(): Parsed {
    const tree = this.#expression();
    if (this.#now.kind !== "end") this.#leftover();
    return { tree, problems: this.#problems.sort((a, b) => a.start - b.start), isOpen: this.#isOpen };
  }

  get #isOpen(): boolean {
    const isCut = this.#text.includes(HOLE) && this.#tokens.some(({ isUnclosed }) => isUnclosed);
    return isCut || this.#tokens.some(({ kind }) => kind === "hole");
  }

  get #now(): Token {
    return this.#peek(0);
  }

  #peek(ahead: number): Token {
    const end = this.#tokens.at(-1) ?? { kind: "end", start: 0, end: 0, text: "" };
    return this.#tokens[this.#at + ahead] ?? end;
  }

  #next(): Token {
    const token = this.#now;
    if (token.kind !== "end") this.#at += 1;
    return token;
  }

  #is(text: string): boolean {
    const { kind, text: own } = this.#now;
    return (kind === "mark" || kind === "name") && own === text;
  }

  #fail({ start, end }: Range, message: string, repair?: Problem["repair"]): void {
    this.#problems.push({ start, end, sure: true, message, ...(repair && { repair }) });
  }

  #leftover(): void {
    const token = this.#now;
    const last = this.#tokens[this.#at + 1]?.kind === "end";
    if (token.text === ";" && last) {
      const edits = [{ start: token.start, end: token.end, text: "" }];
      this.#fail(token, "A condition does not end with `;`.", { title: "Remove `;`", edits });
    } else this.#fail(token, `An operator is missing before ${this.#written(token)}.`);
  }

  #written(token: Token): string {
    if (token.kind === "end") return "the end";
    return token.kind === "hole" ? "what is put in here" : `\`${this.#text.slice(token.start, token.end)}\``;
  }

  /** Reads in one more level of nesting, or skips the rest. */
  #deeper(read: () => Node): Node {
    if (this.#depth >= DEEPEST) {
      const { start } = this.#now;
      this.#at = this.#tokens.length - 1;
      return { kind: "hole", start, end: this.#now.end };
    }
    this.#depth += 1;
    const node = read();
    this.#depth -= 1;
    return node;
  }

  #expression(): Node {
    return this.#deeper(() => {
      const condition = this.#binary(0);
      if (!this.#is("?")) return condition;
      this.#next();
      const yes = this.#expression();
      this.#expect(":");
      const no = this.#expression();
      return { kind: "ternary", start: condition.start, end: no.end, condition, yes, no };
    });
  }

  #expect(mark: string): Token | undefined {
    if (this.#is(mark)) return this.#next();
    const found = this.#now;
    this.#fail(found, `\`${mark}\` is missing before ${this.#written(found)}.`);
    return undefined;
  }

  #binary(level: number): Node {
    let left = level + 1 < LEVELS.length ? this.#binary(level + 1) : this.#unary();
    for (;;) {
      const op = this.#operator(level);
      if (op === undefined) return left;
      const { start, end } = this.#next();
      const right = level + 1 < LEVELS.length ? this.#binary(level + 1) : this.#unary();
      left = { kind: "binary", op, at: { start, end }, left, right, start: left.start, end: right.end };
    }
  }

  /** The operator of a level that stands here, or that was meant. */
  #operator(level: number): BinaryOp | undefined {
    const { kind, text, start, end } = this.#now;
    if (kind !== "mark" && kind !== "name") return undefined;
    if (LEVELS[level]?.includes(text)) return text as BinaryOp;
    const slip = Object.hasOwn(SLIPS, text) ? SLIPS[text] : undefined;
    if (slip?.level !== level) return undefined;
    const repair = { title: `Replace with \`${slip.meant}\``, edits: [{ start, end, text: slip.meant }] };
    this.#fail({ start, end }, `\`${text}\` is no operator of conditions; \`${slip.meant}\` is.`, repair);
    return slip.meant;
  }

  #unary(): Node {
    const { kind, text, start, end } = this.#now;
    const isNot = kind === "name" && /^(?:not|NOT|Not)$/.test(text) && this.#peek(1).text !== "(";
    if (isNot) {
      const edits = [{ start, end: this.#peek(1).start, text: "!" }];
      this.#fail({ start, end }, `\`${text}\` is no operator of conditions; \`!\` is.`, {
        title: "Replace with `!`",
        edits,
      });
    }
    if (!isNot && !(kind === "mark" && (text === "!" || text === "-"))) return this.#postfix();
    this.#next();
    const operand = this.#deeper(() => this.#unary());
    return { kind: "unary", op: text === "-" ? "-" : "!", operand, start, end: operand.end };
  }

  #postfix(): Node {
    let node = this.#primary();
    for (;;) {
      if (this.#is(".") && this.#peek(1).kind === "name") {
        this.#next();
        const name = this.#next();
        node = this.#is("(")
          ? this.#call(name, node)
          : { kind: "member", object: node, name: name.text, at: name, start: node.start, end: name.end };
      } else if (this.#is(".")) {
        const dot = this.#next();
        this.#fail(dot, "A name is missing behind the dot.");
        node = { kind: "hole", start: node.start, end: dot.end };
      } else if (this.#is("[")) {
        this.#next();
        const key = this.#expression();
        const end = this.#expect("]")?.end ?? key.end;
        node = { kind: "index", object: node, key, start: node.start, end };
      } else return node;
    }
  }

  #call(name: Token, target?: Node): Call {
    const open = this.#next();
    const args = isUnquoted(name.text, this.#text, open.end) ? this.#unquoted(open.end) : this.#items(")");
    const end = this.#expect(")")?.end ?? this.#endOf(args, open);
    const start = target?.start ?? name.start;
    return { kind: "call", ...(target && { target }), name: name.text, at: name, args, start, end };
  }

  /** An argument without the quotes that it needs. */
  #unquoted(from: number): readonly Node[] {
    const { start, end, text } = unquotedText(this.#text, from);
    const repair = { title: "Put it in quotes", edits: [{ start, end, text: `"${text}"` }] };
    this.#fail({ start, end }, `\`${text}\` is a text and needs quotes.`, repair);
    while (this.#now.start < end && this.#now.kind !== "end") this.#next();
    return [{ kind: "literal", type: "string", value: text, partial: false, start, end }];
  }

  #endOf(nodes: readonly Node[], open: Range): number {
    return nodes.at(-1)?.end ?? open.end;
  }

  #items(closer: string): readonly Node[] {
    const items: Node[] = [];
    while (!this.#is(closer) && this.#now.kind !== "end") {
      const before = this.#at;
      items.push(this.#expression());
      if (closer === "}" && this.#is(":")) {
        this.#next();
        items.push(this.#expression());
      }
      if (!this.#is(",") || this.#at === before) break;
      this.#next();
    }
    return items;
  }

  #primary(): Node {
    const token = this.#now;
    const { kind, text, start, end } = token;
    if (kind === "string" || kind === "bytes") {
      this.#next();
      return { kind: "literal", type: kind, value: text, partial: text.includes(HOLE), start, end };
    }
    if (kind === "int" || kind === "double") return this.#number();
    if (kind === "hole") {
      this.#next();
      return { kind: "hole", start, end };
    }
    if (kind === "name") return this.#name();
    if (kind === "mark" && (text === "(" || text === "[" || text === "{")) return this.#bracketed(text);
    this.#fail(token, `Something to compare or check is missing before ${this.#written(token)}.`);
    if (kind === "mark" && !/^[)\]},:]$/.test(text) && !LEVELS.flat().includes(text)) this.#next();
    return { kind: "hole", start, end: start };
  }

  #number(): Node {
    const { kind, text, start, end } = this.#next();
    return { kind: "literal", type: kind === "int" ? "int" : "double", value: text, partial: false, start, end };
  }

  #name(): Node {
    const name = this.#next();
    const { text, start, end } = name;
    if (BOOLS.has(text)) return { kind: "literal", type: "bool", value: text, partial: false, start, end };
    if (text === "null") return { kind: "literal", type: "null", value: text, partial: false, start, end };
    return this.#is("(") ? this.#call(name) : { kind: "name", name: text, start, end };
  }

  #bracketed(open: string): Node {
    const { start } = this.#next();
    const closer = CLOSERS[open] ?? ")";
    if (open === "(") {
      const inner = this.#expression();
      const end = this.#expect(closer)?.end ?? inner.end;
      return { ...inner, start, end };
    }
    const items = this.#items(closer);
    const end = this.#expect(closer)?.end ?? items.at(-1)?.end ?? start + 1;
    return { kind: open === "[" ? "list" : "map", items, start, end };
  }
}
