import type { Scribe } from "../hosted/transcript.ts";
import { Names } from "./names.ts";
import { behindBracket, behindQuoted, PIPELINE_ITEM } from "./strings.ts";
import { copyWords, type Place } from "./words.ts";

const ASSIGNMENT =
  /(?:\[[\w.[\]]+\][ \t]*)?\$(?:(env):|(?:script|global|local):)?([A-Za-z_]\w*)[ \t]*([-+*/%]?=)(?!=)[ \t]*/iy;
const GCLOUD = /(?:&[ \t]*)?(["']?)(gcloud)(?:\.cmd|\.ps1)?\1(?=[ \t]|`\r?\n)/iy;
const FOREACH =
  /foreach[ \t]*\([ \t]*\$([A-Za-z_]\w*)[ \t]+in[ \t]+([^()\r\n]{0,500}(?:\([^()]{0,2000}\))?[^()\r\n]{0,100})\)[ \t\r\n]*\{/iy;
const FUNCTION = /function[ \t]+[\w:-]+[ \t]*(?:\([^()]*\)[ \t\r\n]*)?\{/iy;
const LITERAL = /"[^"\r\n]*"|'[^'\r\n]*'/y;
/** A text, without an expression in it, or a variable. */
const ITEM = /"(?:[^"$`\r\n]|\$(?!\())*"|'[^'\r\n]*'|\$[A-Za-z_]\w*(?![\w:.[(])/;
const GAP = "[ \\t\\r\\n]{0,200}";
const LIST = new RegExp(`(?:@\\()?${GAP}(?:${ITEM.source})(?:${GAP},?${GAP}(?:${ITEM.source}))*(?:${GAP}\\))?`, "y");
const ITEMS = new RegExp(ITEM.source, "g");
/** What a pipe hands on, one by one. */
const PIPED = /[ \t]*\|[ \t\r\n]*(?:ForEach-Object|foreach|%)[ \t\r\n]*\{/iy;
/** A variable, as all of a list. */
const SOLE = /\$([A-Za-z_]\w*)(?=[ \t]*\|)/y;

/** A bracket that is open: one of an expression, or a block with what ends it in the transcript. */
type Open = "(" | "done" | "}";

/**
 * Writes the commands of gcloud in a script, and what variables hold that are given literal texts. Any block may run never or several
 * times: it is written as a loop, that of a function as a function.
 */
export class ScriptWriter {
  readonly #place: Place;
  readonly #open: Open[] = [];
  #at: number;
  /** Whether a statement may begin here. */
  #isStart = true;

  constructor(text: string, { start, end }: { readonly start: number; readonly end: number }, scribe: Scribe) {
    this.#place = { text, end, scribe, names: new Names() };
    this.#at = start;
  }

  write(): void {
    while (this.#at < this.#place.end) this.#step();
    for (const open of this.#open.reverse()) if (open !== "(") this.#line(`:\n${open}`);
  }

  #step(): void {
    const { text, end } = this.#place;
    const char = text.charAt(this.#at);
    const quoted = behindQuoted(text, this.#at, end);
    if (quoted > this.#at) {
      const isCommand = (char === '"' || char === "'") && this.#gcloud();
      if (isCommand) return;
      this.#at = quoted;
      if (char !== "#" && char !== "<") this.#isStart = false;
    } else if (/\s/.test(char)) {
      if (char === "\n") this.#isStart = true;
      this.#at++;
    } else if (!this.#statement()) this.#mark(char);
  }

  #statement(): boolean {
    const isOpen = this.#open.at(-1) !== "(";
    if (this.#isStart && isOpen && (this.#assignment() || this.#foreach() || this.#piped() || this.#function()))
      return true;
    return this.#gcloud();
  }

  #mark(char: string): void {
    if (char === "{") this.#anyBlock();
    else if (char === "}" || char === ")") this.#close(char);
    else if (char === "(") this.#open.push("(");
    this.#isStart = char === ";" || char === "{" || char === "}" || char === "|" || char === "(";
    this.#at += char === "`" ? 2 : 1;
    if (/\w/.test(char))
      while (/[\w-]/.test(this.#place.text.charAt(this.#at)) && this.#at < this.#place.end) this.#at++;
  }

  #line(text: string): void {
    this.#place.scribe.add(`\n${text}\n`);
  }

  #block(head: string, ending: Open): void {
    this.#line(head);
    this.#open.push(ending);
  }

  /** A block of which nothing is known; one behind a pipe gets other things each time. */
  #anyBlock(): void {
    this.#block("while :; do", "done");
    const before = this.#place.text.slice(Math.max(0, this.#at - 60), this.#at);
    if (/\|\s*(?:[\w-]+|[%?])\s*$/.test(before)) this.#line(`let ${PIPELINE_ITEM}`);
  }

  /** Brackets that were never closed are closed with the one around them. */
  #close(char: string): void {
    if (char === ")" && this.#open.at(-1) !== "(") return;
    for (let open = this.#open.pop(); open !== undefined; open = this.#open.pop()) {
      if (open !== "(") this.#line(`:\n${open}`);
      if ((open === "(") === (char === ")")) return;
    }
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#place.text);
    return match === null || pattern.lastIndex > this.#place.end ? undefined : match;
  }

  #gcloud(): boolean {
    const match = this.#match(GCLOUD);
    if (match === undefined || !this.#mayBeCommand()) return false;
    const { scribe } = this.#place;
    const [whole, , name = ""] = match;
    const at = this.#at + whole.indexOf(name);
    scribe.add("\n");
    scribe.put("gcloud", at, at + name.length);
    this.#at = copyWords(this.#at + whole.length, this.#place);
    scribe.add("\n");
    this.#isStart = false;
    return true;
  }

  /** Behind the start of a statement, a bracket, an equals sign or a pipe. */
  #mayBeCommand(): boolean {
    return /(?:^|[\r\n;{}(|=&])[ \t]*$/.test(this.#place.text.slice(Math.max(0, this.#at - 200), this.#at));
  }

  #assignment(): boolean {
    const match = this.#match(ASSIGNMENT);
    if (match === undefined) return false;
    const [whole, env, name = "", operator] = match;
    const { text, scribe, names } = this.#place;
    const nameAt = this.#at + whole.indexOf(name, whole.indexOf("$") + 1 + (env === undefined ? 0 : env.length + 1));
    this.#at += whole.length;
    this.#isStart = false;
    const written = names.spelled(env === undefined ? name : `env_${name}`);
    const put = () => scribe.put(written, nameAt, nameAt + name.length);
    const literal = operator === "=" ? this.#whole(LITERAL) : undefined;
    const list = operator === "=" && literal === undefined ? this.#whole(LIST) : undefined;
    scribe.add("\n");
    if (literal !== undefined) {
      put();
      scribe.add("=");
      this.#at = copyWords(this.#at, { ...this.#place, end: this.#at + literal.length });
    } else if (list !== undefined) {
      put();
      scribe.add("=(");
      this.#strings(text.slice(this.#at, this.#at + list.length));
      scribe.add(")");
    } else {
      scribe.add("let ");
      put();
    }
    scribe.add("\n");
    return true;
  }

  /** What matches here, if nothing but the end of the statement stands behind it. */
  #whole(pattern: RegExp): string | undefined {
    const match = this.#match(pattern)?.[0];
    if (match === undefined) return undefined;
    const rest = this.#place.text.slice(this.#at + match.length, this.#at + match.length + 200);
    return /^[ \t]*(?:$|[\r\n;}#])/.test(rest) ? match : undefined;
  }

  #strings(list: string): void {
    const { scribe } = this.#place;
    for (const { 0: string, index } of list.matchAll(ITEMS)) {
      copyWords(this.#at + index, { ...this.#place, end: this.#at + index + string.length });
      scribe.add(" ");
    }
    this.#at += list.length;
  }

  #foreach(): boolean {
    const match = this.#match(FOREACH);
    if (match === undefined) return false;
    const [whole, name = "", list = ""] = match;
    const { scribe, names } = this.#place;
    const listAt = this.#at + whole.indexOf(list, whole.indexOf(" in") + 3);
    const variable = /^\$([A-Za-z_]\w*)[ \t]*$/.exec(list)?.[1];
    const behindHead = this.#at + whole.length;
    scribe.add(`\nfor ${names.spelled(name)} in `);
    this.#at = listAt;
    if (variable !== undefined) scribe.put(`"\${${names.spelled(variable)}[@]}"`, listAt, listAt + variable.length + 1);
    else if (this.#match(LIST)?.[0].startsWith(list.trimEnd())) this.#strings(list);
    else scribe.add('"$@"');
    this.#at = behindHead;
    this.#block("do", "done");
    this.#isStart = true;
    return true;
  }

  /** `$LIST | ForEach-Object { … $_ … }`. */
  #piped(): boolean {
    const sole = this.#match(SOLE);
    const list = sole ?? this.#match(LIST);
    const from = this.#at;
    if (list === undefined) return false;
    this.#at += list[0].length;
    const head = this.#match(PIPED);
    this.#at = from;
    if (head === undefined) return false;
    const { scribe, names } = this.#place;
    scribe.add(`\nfor ${PIPELINE_ITEM} in `);
    if (sole?.[1] === undefined) this.#strings(list[0]);
    else scribe.put(`"\${${names.spelled(sole[1])}[@]}"`, from, from + sole[0].length);
    this.#at = from + list[0].length + head[0].length;
    this.#block("do", "done");
    this.#isStart = true;
    return true;
  }

  #function(): boolean {
    const match = this.#match(FUNCTION);
    if (match === undefined) return false;
    this.#at += match[0].length;
    this.#block("f() {", "}");
    for (const name of this.#parameters(match[0])) this.#line(`local ${name}`);
    this.#isStart = true;
    return true;
  }

  /** Names in brackets behind a function's name, or in its `param` block. */
  #parameters(head: string): readonly string[] {
    const { text, end, names } = this.#place;
    const block = /^\s*(?:\[CmdletBinding\([^()]*\)\]\s*)?param\s*(?=\()/i.exec(text.slice(this.#at, this.#at + 400));
    const from = this.#at + (block?.[0].length ?? 0);
    const inner = block === null ? "" : text.slice(from, behindBracket(text, from, end));
    return [...`${head}${inner}`.matchAll(/\$([A-Za-z_]\w*)/g)].map(([, name = ""]) => names.spelled(name));
  }
}
