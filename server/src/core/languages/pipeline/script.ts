import { Scribe, type Transcript } from "../hosted/transcript.ts";
import type { Source } from "../language.ts";
import type { Node, Scalar } from "../manifest/tree.ts";
import type { Deployer } from "./deployer.ts";
import { powershellText } from "./powershell-text.ts";
import { type Copied, copiedText } from "./scalar-text.ts";

/** A scalar of the document as a stretch of the script: lines of a shell, alone or as an item of a list of them, one word of a command, or flags. */
export interface Region {
  readonly from: number;
  readonly to: number;
  readonly scalar: Scalar;
  readonly form: "lines" | "powershell" | "item" | "word" | "flags";
  readonly marks: Marks;
}

/** What one step of the pipeline runs. */
export interface Step {
  readonly start: number;
  readonly end: number;
  /** As whom it runs, where the pipeline tells. */
  readonly runsAs?: Deployer;
  /** As whom its Terraform runs, where that is another account. */
  readonly appliesAs?: Deployer;
  /** Uri of the folder in which it runs, where the pipeline tells. */
  readonly folder?: string;
  /** The step as it is written, where another one like it may stand behind it. */
  readonly written?: Node;
}

/** As whom and where a step runs. */
export type StepPlace = Omit<Step, "start" | "end">;

/** The commands of a pipeline as one script. */
export interface PipelineScript {
  /** For the shell's language; a step is a piece. */
  readonly transcript: Transcript;
  readonly regions: readonly Region[];
  readonly steps: readonly Step[];
  /** Marks of the document by the variable that they are for the shell: `${NAME}`. */
  readonly variables: ReadonlyMap<string, string>;
  /** Where commands begin that the document does not write as such: what they lack has its own defaults. */
  readonly standIns: ReadonlySet<number>;
}

/** How a pipeline writes what it replaces before a shell sees the text. */
export interface Marks {
  /** Where marks stand in a text, and what the shell gets. */
  find(text: string): readonly { readonly index: number; readonly length: number; readonly text: string }[];
  /** How a text of the shell is written, where that is more than a mark for each variable that has one. */
  write?(text: string): string;
}

/** What PowerShell calls `$env:NAME` begins so in the script. */
export const ENVIRONMENT = "env_";

const NONE: Marks = { find: () => [] };

const BARE = /^[A-Za-z][\w-]*$/;
const NAME = /^[A-Za-z_]\w*$/;
const VARIABLE = /^\$\{\w+\}$/;
/** Longer values of variables are no names. */
const LONGEST_VALUE = 2000;
/** No pipeline has more commands; a text made to have them is read so far. */
const LONGEST_SCRIPT = 500_000;

/** Puts together the script of a pipeline. */
export class ScriptBuilder {
  readonly #scribe: Scribe;
  readonly #regions: Region[] = [];
  readonly #steps: Step[] = [];
  readonly #standIns = new Set<number>();
  readonly #source: Source;
  readonly #variables = new Map<string, string>();
  #marks: Marks;

  constructor(source: Source, marks: Marks = NONE) {
    this.#scribe = new Scribe(source.text);
    this.#source = source;
    this.#marks = marks;
  }

  /** What `write` says is a shell of its own. */
  step(write: () => void, place: StepPlace = {}): void {
    const start = this.#scribe.length;
    if (start > LONGEST_SCRIPT) return;
    this.before(() => {
      this.say("(\n");
      write();
      this.say("\n)");
    });
    this.#steps.push({ start, end: this.#scribe.length, ...place });
  }

  /** What `write` says holds for the steps behind it. */
  before(write: () => void): void {
    this.#scribe.piece(write);
  }

  assign(name: string, scalar: Scalar): void {
    if (!NAME.test(name) || scalar.content.end - scalar.content.start > LONGEST_VALUE) return;
    this.#scribe.add(`${name}=`);
    this.#quoted(scalar);
    this.#scribe.add("\n");
  }

  /** A variable of which nothing is known from here on. */
  unknown(name: string): void {
    if (NAME.test(name)) this.say(`let ${name}\n`);
  }

  /** What `write` says once for each of the values that a variable gets; without any, for values that are not known. */
  forEach(name: string, values: readonly Scalar[], write: () => void): void {
    const isNamed = NAME.test(name);
    if (isNamed) {
      this.say(`for ${name} in `);
      for (const value of values) this.word(value);
      this.say(values.length === 0 ? "$(values)" : "");
      this.say("; do\n");
    }
    write();
    if (isNamed) this.say("\ndone\n");
  }

  lines(scalar: Scalar): void {
    this.#region("lines", scalar, () => this.#put(this.#written(scalar)));
    this.say("\n");
  }

  /** Lines of shell in which the pipeline replaces nothing. */
  bareLines(scalar: Scalar): void {
    const marks = this.#marks;
    this.#marks = NONE;
    this.lines(scalar);
    this.#marks = marks;
  }

  /** Lines of PowerShell. */
  powershell(scalar: Scalar): void {
    this.#region("powershell", scalar, () => {
      for (const { text, start, end } of powershellText(this.#written(scalar)))
        if (start === undefined) this.say(text);
        else this.#scribe.put(text, start, end);
    });
    this.say("\n");
  }

  /** Lines of shell in a list in which each item is lines of the same shell. */
  item(scalar: Scalar): void {
    this.#region("item", scalar, () => this.#put(this.#written(scalar)));
    this.say("\n");
  }

  /** A word of a command, whatever stands in it. */
  word(scalar: Scalar): void {
    this.#region("word", scalar, () => {
      const copied = copiedText(scalar, this.#source.text);
      if (copied.length === 1 && BARE.test(copied[0]?.text ?? "")) this.#put(copied);
      else this.#quoted(scalar);
    });
    this.say(" ");
  }

  /** Flags as one writes them on a command line, whose lines belong together. */
  flags(scalar: Scalar): void {
    const oneLine = (copied: Copied) => ({ ...copied, text: copied.text.replace(/\n/g, " ") });
    this.#region("flags", scalar, () => this.#put(this.#written(scalar).map(oneLine)));
  }

  #region(form: Region["form"], scalar: Scalar, write: () => void): void {
    const from = this.#scribe.length;
    write();
    this.#regions.push({ from, to: this.#scribe.length, scalar, form, marks: this.#marks });
  }

  #put(stretches: readonly Copied[]): void {
    for (const { text, start, end } of stretches) this.#scribe.put(text, start, end);
  }

  /** Words of a command for what the document calls something else. */
  standIn(command: string, { content }: Scalar): void {
    this.#standIns.add(this.#scribe.length);
    this.#scribe.put(command, content.start, content.end);
    this.#scribe.add(" ");
  }

  say(text: string): void {
    this.#scribe.add(text);
  }

  built(): PipelineScript {
    const transcript = this.#scribe.transcript();
    return {
      transcript,
      regions: this.#regions,
      steps: this.#steps,
      variables: this.#variables,
      standIns: this.#standIns,
    };
  }

  #quoted(scalar: Scalar): void {
    this.#scribe.add('"');
    for (const copied of this.#written(scalar)) this.#escaped(copied);
    this.#scribe.add('"');
  }

  /** Inside double quotes, with a backslash in front of what the shell would take for its own. */
  #escaped({ text, start, end }: Copied): void {
    if (text.length !== end - start) {
      if (/^[\\`"$]$/.test(text)) this.#scribe.add("\\");
      this.#scribe.put(text, start, end);
      return;
    }
    for (const { 0: piece, index } of text.matchAll(/[\\`"]|\$(?=\()|[^\\`"$]+|\$/g)) {
      if (/^[\\`"]$/.test(piece) || (piece === "$" && text[index + 1] === "(")) this.#scribe.add("\\");
      this.#scribe.put(piece, start + index, start + index + piece.length);
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
    for (const mark of this.#marks.find(text)) {
      const original = text.slice(mark.index, mark.index + mark.length);
      if (VARIABLE.test(mark.text) && !this.#variables.has(mark.text)) this.#variables.set(mark.text, original);
      if (mark.index > at) out.push({ text: text.slice(at, mark.index), start: start + at, end: start + mark.index });
      at = mark.index + mark.length;
      out.push({ text: mark.text, start: start + mark.index, end: start + at });
    }
    if (at < text.length) out.push({ text: text.slice(at), start: start + at, end });
    return out;
  }
}
