import type {
  AndOr,
  CommandNode,
  CompoundList,
  PipelineNode,
  Statement,
  Command as SyntaxCommand,
  Word as SyntaxWord,
} from "unbash";
import { countersIn, loopVariable, unknown } from "./assignments.ts";
import type { Block } from "./block.ts";
import { type Feed, printedBy, redirected, splitBy } from "./feed.ts";
import type { Definition, Line } from "./script.ts";
import { DEEPEST } from "./structure.ts";

/** Where a node stands. */
export interface Place {
  readonly block: Block;
  readonly line: Line;
  /** Whether the node is all of its line's statement. */
  readonly alone: boolean;
  /** Inside a substitution no statement can be put next to another. */
  readonly pinned: boolean;
  /** In a pipeline, the command that reads what the node writes. */
  readonly next?: SyntaxCommand | undefined;
  /** What the node reads, where that is written in the script. */
  readonly feed?: Feed | undefined;
  /** Whether the node is the condition of a loop, and reads on with each round. */
  readonly loops?: boolean | undefined;
}

/** A place inside of another one; spelled out, so that all places have one form. */
const inside = (place: Place, block: Block, feed = place.feed): Place => ({
  block,
  line: place.line,
  alone: false,
  pinned: place.pinned,
  next: place.next,
  feed,
  loops: place.loops,
});

/** What a walk meets, in the order of the text except for a loop's variable. */
export interface Visitor {
  simple(node: SyntaxCommand, place: Place): void;
  word(node: SyntaxWord, place: Place): void;
  define(definitions: readonly Definition[]): void;
  /** A loop that counts begins. */
  counter(loop: Block): void;
  /** The body of a function begins. */
  named(body: Block, name: string): void;
}

export const child = (parent: Block, kind: Block["kind"], { pos, end }: { pos: number; end: number }): Block => ({
  parent,
  kind,
  start: pos,
  end,
});

/** Walks through the control flow of statements. */
export class Walker {
  readonly #visitor: Visitor;
  /** What begins behind this offset is not walked. */
  readonly #until: number;
  #depth = 0;

  constructor(visitor: Visitor, until: number) {
    this.#visitor = visitor;
    this.#until = until;
  }

  /** Statements that can have neighbours; `parent` is the statement whose body they are. */
  list(list: readonly Statement[], block: Block, parent: Line | undefined): void {
    let index = 0;
    for (const node of list) {
      if (node.pos >= this.#until) return;
      const line: Line = { node, list, index, parent };
      const own = node.background === true ? child(block, "subshell", node) : block;
      const place = {
        block: own,
        line,
        alone: true,
        pinned: false,
        next: undefined,
        feed: undefined,
        loops: undefined,
      };
      this.#node(node.command, place);
      index++;
    }
  }

  /** A condition or a substitution: its commands run, but no statement can be put next to them. */
  clause(list: readonly Statement[], block: Block, place: Place, feed?: Feed): void {
    const { line, pinned } = place;
    const loops = feed === undefined ? undefined : true;
    for (const { command } of list)
      this.#node(command, { block, line, alone: false, pinned, next: undefined, feed, loops });
  }

  #body({ commands }: CompoundList, block: Block, place: Place): void {
    if (place.pinned) this.clause(commands, block, place);
    else this.list(commands, block, place.line);
  }

  #branch(list: CompoundList, place: Place): void {
    this.#body(list, child(place.block, "branch", list), place);
  }

  #node(node: PipelineNode | AndOr, place: Place): void {
    if (this.#depth >= DEEPEST) return;
    this.#depth++;
    if (node.type === "AndOr") this.#andOr(node, place);
    else if (node.type === "Pipeline") this.#pipeline(node, place);
    else this.#command(node, place);
    this.#depth--;
  }

  #pipeline({ commands }: Extract<PipelineNode, { type: "Pipeline" }>, place: Place): void {
    const { line, pinned, loops } = place;
    let feed = place.feed;
    for (const [i, command] of commands.entries()) {
      const block = commands.length === 1 ? place.block : child(place.block, "subshell", command);
      const before = commands[i - 1];
      const behind = commands[i + 1];
      const next = behind?.type === "Command" ? behind : place.next;
      if (before !== undefined)
        feed = before.type === "Command" ? (printedBy(before, block) ?? splitBy(before, feed, block)) : undefined;
      this.#command(command, { block, line, alone: false, pinned, next, feed, loops });
    }
  }

  /** What follows `&&` runs only when all before it ran; behind an `||` nothing is certain any more. */
  #andOr({ commands, operators }: AndOr, place: Place): void {
    let block = place.block;
    for (const [i, command] of commands.entries()) {
      if (i > 0) block = child(operators[i - 1] === "&&" ? block : place.block, "branch", command);
      this.#node(command, inside(place, block));
      if (operators[i] === "||") block = place.block;
    }
  }

  #command(node: CommandNode, place: Place): void {
    const { block } = place;
    switch (node.type) {
      case "Command":
        if (node.pos < this.#until) this.#visitor.simple(node, place);
        break;
      case "If":
        this.#if(node, place);
        break;
      case "While": {
        const loop = child(block, "loop", node);
        this.clause(node.clause.commands, loop, place, place.loops ? undefined : place.feed);
        this.#body(node.body, loop, place);
        break;
      }
      case "For":
      case "Select":
        this.#for(node, place);
        break;
      case "ArithmeticFor": {
        const loop = child(block, "loop", node);
        this.#visitor.counter(loop);
        this.#body(node.body, loop, place);
        break;
      }
      case "Case":
        for (const { body } of node.items) this.#branch(body, place);
        break;
      case "Subshell":
        this.#body(node.body, child(block, "subshell", node), place);
        break;
      case "BraceGroup":
        this.#body(node.body, block, place);
        break;
      case "Redirected":
        this.#command(node.command, inside(place, block, redirected(node.redirects, block)));
        break;
      case "Function":
      case "Coproc":
        this.#function(node, place);
        break;
      case "ArithmeticCommand":
        this.#visitor.define(countersIn(node.body, node.end, block));
        break;
      case "TestCommand":
        break;
    }
  }

  #if(node: Extract<CommandNode, { type: "If" }>, place: Place): void {
    this.clause(node.clause.commands, place.block, place);
    this.#branch(node.then, place);
    for (const { clause, then } of node.elif) {
      this.clause(clause.commands, child(place.block, "branch", clause), place);
      this.#branch(then, place);
    }
    if (node.else !== undefined) this.#branch(node.else, place);
  }

  #for(node: Extract<CommandNode, { type: "For" | "Select" }>, place: Place): void {
    const body = child(place.block, "loop", node);
    for (const word of node.wordlist ?? []) this.#visitor.word(word, place);
    const { name, wordlist: words } = node;
    const at = words?.at(-1)?.end ?? name.end;
    const definition = node.type === "For" ? loopVariable(name.text, words, body, at) : unknown(name.text, at, body);
    this.#visitor.define([definition]);
    this.#body(node.body, body, place);
  }

  #function(node: Extract<CommandNode, { type: "Function" | "Coproc" }>, place: Place): void {
    const block = child(place.block, node.type === "Function" ? "function" : "subshell", node.body);
    if (node.type === "Function") this.#visitor.named(block, node.name.text);
    const inner = inside(place, block);
    if (node.body.type === "CompoundList") this.#body(node.body, block, inner);
    else this.#node(node.body, inner);
  }
}
