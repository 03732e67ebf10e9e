import type { Span } from "../text/span.ts";

/** What fills a value where it stands; hover and completion need nothing else. */
export type Slot = "role" | "member" | "permission" | "resource" | "account" | "condition" | "image" | "text";

/** A decoded stretch of literal text. */
export interface Literal {
  readonly kind: "literal";
  readonly text: string;
}

/** What a reference names: a declared object of the workspace and one of its attributes. */
export interface Target {
  /** Key of the declaration, unique in the workspace: scope, `#`, name (`file:///infra#google_service_account.ci`). */
  readonly address: string;
  /** `email`, `member`, `name`, `id` …; empty when the whole object is named. */
  readonly attribute: string;
}

/** A stretch that is not known: an interpolation, a shell variable, a template mark. */
export interface Reference {
  readonly kind: "reference";
  /** The expression as written, without the marks around it: `google_service_account.ci.email`, `PROJECT_ID`. */
  readonly text: string;
  readonly span: Span;
  readonly target?: Target;
}

export type Part = Literal | Reference;

/** Written text with its place and its meaning; a part of it may be unknown. */
export interface Value {
  readonly slot: Slot;
  /**
   * Where the text stands, without quotes: what a finding underlines and a replacement replaces.
   * For a bare expression (`member = var.x`) it is the whole expression.
   */
  readonly span: Span;
  readonly parts: readonly Part[];
  /** Where the value is used, when the literal stands elsewhere (a local, a default, a shell variable); nearest use first. */
  readonly uses?: readonly Span[];
  /** The text as it is written in the span, where a place inside of it matters: in conditions. */
  readonly written?: string;
  /** For a role: the type of the resource it is granted on, as a permission prefix (`run.services`). */
  readonly resourceType?: string;
}

export const literal = (text: string): Literal => ({ kind: "literal", text });

/** Puts neighbouring literals together. */
export function joinLiterals(parts: readonly Part[]): readonly Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (part.kind === "literal" && last?.kind === "literal") out[out.length - 1] = literal(last.text + part.text);
    else out.push(part);
  }
  return out;
}

/** The text of a fully known value; `undefined` keeps a rule silent rather than wrong. */
export function known(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  let text = "";
  for (const part of value.parts) {
    if (part.kind === "reference") return undefined;
    text += part.text;
  }
  return text;
}

/** The literal text before the first unknown part: decidable even where the rest is not. */
export function leading(value: Value): string {
  let text = "";
  for (const part of value.parts) {
    if (part.kind === "reference") break;
    text += part.text;
  }
  return text;
}

/** The literal text behind the last unknown part. */
export function trailing(value: Value): string {
  let text = "";
  for (const part of value.parts) text = part.kind === "reference" ? "" : text + part.text;
  return text;
}

/** The reference that the whole value consists of, if it is one. */
export function soleReference(value: Value): Reference | undefined {
  const [first] = value.parts;
  return first?.kind === "reference" && value.parts.length === 1 ? first : undefined;
}

/** How a value reads to a person: literal text, with unknown parts as `${…}`. */
export const display = (value: Value): string => displayParts(value.parts);

export const displayParts = (parts: readonly Part[]): string =>
  parts.map((part) => (part.kind === "literal" ? part.text : `\${${part.text}}`)).join("");
