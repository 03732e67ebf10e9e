import type { Source } from "../language.ts";
import type { Scalar } from "../manifest/tree.ts";
import { Assembly } from "./assembly.ts";
import type { Deployer } from "./deployer.ts";
import { type Copied, copiedText } from "./scalar-text.ts";

/** A scalar of the document as a stretch of the script: lines of shell, or one word of a command. */
export interface Region {
  readonly from: number;
  readonly to: number;
  readonly scalar: Scalar;
  readonly form: "lines" | "word";
}

/** What one step of the pipeline runs. */
export interface Step {
  readonly start: number;
  readonly end: number;
  /** As whom it runs, where the pipeline tells. */
  readonly runsAs?: Deployer;
}

/** The commands of a pipeline as one script. */
export interface PipelineScript {
  readonly assembly: Assembly;
  /** For the shell's language; a step is a piece. */
  readonly source: Source;
  readonly regions: readonly Region[];
  readonly steps: readonly Step[];
  /** Where commands begin that the document does not write as such: what they lack has its own defaults. */
  readonly standIns: ReadonlySet<number>;
}

/** How a pipeline writes what it replaces before a shell sees the text. */
export type Marks = (
  text: string,
) => readonly { readonly index: number; readonly length: number; readonly text: string }[];

const BARE = /^[A-Za-z][\w-]*$/;
const NAME = /^[A-Za-z_]\w*$/;
/** Longer values of variables are no names. */
const LONGEST_VALUE = 2000;
/** No pipeline has more commands; a text made to have them is read so far. */
const LONGEST_SCRIPT = 500_000;

/** Puts together the script of a pipeline. */
export class ScriptBuilder {
  readonly #assembly = new Assembly();
  readonly #regions: Region[] = [];
  readonly #steps: Step[] = [];
  readonly #standIns = new Set<number>();
  readonly #source: Source;
  readonly #marks: Marks;

  constructor(source: Source, marks: Marks = () => []) {
    this.#source = source;
    this.#marks = marks;
  }

  /** What `write` says is a shell of its own. */
  step(write: () => void, runsAs?: Deployer): void {
    if (this.#assembly.length > LONGEST_SCRIPT) return;
    const start = this.#assembly.length;
    this.#assembly.say("(\n");
    write();
    this.#assembly.say("\n)\n");
    this.#steps.push({ start, end: this.#assembly.length, ...(runsAs === undefined ? {} : { runsAs }) });
  }

  /** What `write` says holds for the steps behind it. */
  before(write: () => void): void {
    const start = this.#assembly.length;
    write();
    if (this.#assembly.length > start) this.#steps.push({ start, end: this.#assembly.length });
  }

  assign(name: string, scalar: Scalar): void {
    if (!NAME.test(name) || scalar.content.end - scalar.content.start > LONGEST_VALUE) return;
    this.#assembly.say(`${name}=`);
    this.#quoted(scalar);
    this.#assembly.say("\n");
  }

  lines(scalar: Scalar): void {
    const from = this.#assembly.length;
    for (const copied of this.#written(scalar)) this.#assembly.copy(copied.text, copied.start, copied.end);
    this.#regions.push({ from, to: this.#assembly.length, scalar, form: "lines" });
    this.#assembly.say("\n");
  }

  /** A word of a command, whatever stands in it. */
  word(scalar: Scalar): void {
    const from = this.#assembly.length;
    const copied = copiedText(scalar, this.#source.text);
    const [only] = copied;
    if (copied.length === 1 && only !== undefined && BARE.test(only.text))
      this.#assembly.copy(only.text, only.start, only.end);
    else this.#quoted(scalar);
    this.#regions.push({ from, to: this.#assembly.length, scalar, form: "word" });
    this.#assembly.say(" ");
  }

  /** Flags as one writes them on a command line, whose lines belong together. */
  flags(scalar: Scalar): void {
    const from = this.#assembly.length;
    for (const { text, start, end } of this.#written(scalar)) this.#assembly.copy(text.replace(/\n/g, " "), start, end);
    this.#regions.push({ from, to: this.#assembly.length, scalar, form: "lines" });
  }

  /** Words of a command for what the document calls something else. */
  standIn(command: string, { content }: Scalar): void {
    this.#standIns.add(this.#assembly.length);
    this.#assembly.copy(command, content.start, content.end);
    this.#assembly.say(" ");
  }

  say(text: string): void {
    this.#assembly.say(text);
  }

  built(): PipelineScript {
    const { uri } = this.#source;
    const source = { uri, text: this.#assembly.text, pieces: this.#steps };
    return { assembly: this.#assembly, source, regions: this.#regions, steps: this.#steps, standIns: this.#standIns };
  }

  #quoted(scalar: Scalar): void {
    this.#assembly.say('"');
    for (const copied of this.#written(scalar)) this.#escaped(copied);
    this.#assembly.say('"');
  }

  /** Inside double quotes, with a backslash in front of what the shell would take for its own. */
  #escaped({ text, start, end }: Copied): void {
    if (text.length !== end - start) {
      if (/^[\\`"$]$/.test(text)) this.#assembly.say("\\");
      this.#assembly.copy(text, start, end);
      return;
    }
    for (const { 0: piece, index } of text.matchAll(/[\\`"]|\$(?=\()|[^\\`"$]+|\$/g)) {
      if (/^[\\`"]$/.test(piece) || (piece === "$" && text[index + 1] === "(")) this.#assembly.say("\\");
      this.#assembly.copy(piece, start + index, start + index + piece.length);
    }
  }

  /** With the marks of the pipeline as the shell would write them. */
  #written(scalar: Scalar): readonly Copied[] {
    return copiedText(scalar, this.#source.text).flatMap((copied) => this.#replaced(copied));
  }

  #replaced(copied: Copied): readonly Copied[] {
    const { text, start, end } = copied;
    if (text.length !== end - start) return [copied];
    const out: Copied[] = [];
    let at = 0;
    for (const mark of this.#marks(text)) {
      if (mark.index > at) out.push({ text: text.slice(at, mark.index), start: start + at, end: start + mark.index });
      at = mark.index + mark.length;
      out.push({ text: mark.text, start: start + mark.index, end: start + at });
    }
    if (at < text.length) out.push({ text: text.slice(at), start: start + at, end });
    return out;
  }
}
