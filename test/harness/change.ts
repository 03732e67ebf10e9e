import type { Extraction, Source } from "../../server/src/core/languages/language.ts";
import { valuesOf } from "../../server/src/core/model/fact-values.ts";
import type { Binding, FactKind, FactOf } from "../../server/src/core/model/facts.ts";
import { type Change, type Grant, placeOf } from "../../server/src/core/model/finding.ts";
import { display, literal, type Part, type Slot, type Value } from "../../server/src/core/model/value.ts";
import { applyEdits } from "../../server/src/core/text/edit.ts";
import type { Span } from "../../server/src/core/text/span.ts";
import { languageOfSource } from "./workspace.ts";

/**
 * A change as a suite writes it: bindings by their `source`, values by how they read (`display`), a span by the text there.
 * A value that no document holds stands for a literal. A part of `with` is a literal, or a reference as an object.
 */
type Written =
  | { kind: "replace"; value: string; with: (string | { reference: string })[] }
  | { kind: "add-member"; binding: string; member: string }
  | { kind: "remove-binding" | "make-additive" | "remove-condition"; binding: string }
  | { kind: "add-binding"; after: string; grant: WrittenGrant }
  | { kind: "remove-item"; value: string }
  | { kind: "replace-item"; value: string; with: string[] }
  | { kind: "add-item"; after: string; with: (string | { reference: string })[] }
  | { kind: "set-condition"; binding: string; field: "title" | "description" | "expression"; text: string }
  | { kind: "own-identity"; workload: string; account: string }
  | { kind: "skip-invoker-check"; workload: string }
  | { kind: "add-mapping"; provider: string; attribute: string; expression: string }
  | { kind: "ignore"; span: string; rules: string[]; extent: "line" | "file" };

interface WrittenGrant {
  readonly role: string;
  readonly member: string;
  readonly type?: string;
  /** Absent: on the resource of the grant before. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly name: string[];
}

/**
 * Applies a written change and gives the document's new text. What Markdown would hide is made visible: CR as `␍`,
 * a byte order mark as `<bom>`, a missing last line end as `<eof>`. `no form` when the language has none for the change.
 */
export function printChanged(json: string, extraction: Extraction, sources: readonly Source[]): string {
  const change = new Reader(extraction, sources).change(JSON.parse(json) as Written);
  const source = sources.find(({ uri }) => uri === placeOf(change).uri);
  if (source === undefined) throw new Error("the change is about none of the documents");
  const edits = languageOfSource(source).render(change, source);
  if (edits === undefined) return "no form\n";
  const text = applyEdits(source.text, edits).replaceAll("\r", "␍").replace("\ufeff", "<bom>");
  return text.endsWith("\n") ? text : `${text}<eof>\n`;
}

class Reader {
  readonly #extraction: Extraction;
  readonly #sources: readonly Source[];

  constructor(extraction: Extraction, sources: readonly Source[]) {
    this.#extraction = extraction;
    this.#sources = sources;
  }

  change(written: Written): Change {
    switch (written.kind) {
      case "replace":
        return {
          kind: "replace",
          value: this.#value(written.value),
          with: written.with.map((part) => this.#part(part)),
        };
      case "add-member":
        return { ...written, binding: this.#binding(written.binding), member: this.#value(written.member, "member") };
      case "remove-binding":
      case "make-additive":
      case "remove-condition":
        return { kind: written.kind, binding: this.#binding(written.binding) };
      case "add-binding":
        return this.#addBinding(this.#binding(written.after), written.grant);
      case "remove-item":
        return { ...written, value: this.#value(written.value) };
      case "replace-item":
        return { ...written, value: this.#value(written.value), with: written.with.map((text) => [literal(text)]) };
      case "add-item":
        return { ...written, after: this.#value(written.after), with: written.with.map((part) => this.#part(part)) };
      case "set-condition":
        return { ...written, binding: this.#binding(written.binding) };
      case "own-identity":
      case "skip-invoker-check":
        return { ...written, workload: this.#fact("workload", written.workload) };
      case "add-mapping":
        return { ...written, provider: this.#fact("identity-provider", written.provider) };
      case "ignore":
        return { ...written, span: this.#span(written.span) };
    }
  }

  #addBinding(after: Binding, written: WrittenGrant): Change {
    const grant = this.#grant(written);
    const isSame = written.fields === undefined;
    return { kind: "add-binding", after, grant: isSame ? { ...grant, resource: after.resource } : grant };
  }

  #grant({ role, member, type, fields = {}, name }: WrittenGrant): Grant {
    const values = Object.entries(fields).map(([key, text]) => [key, this.#value(text)] as const);
    const resource = { ...(type === undefined ? {} : { type }), fields: Object.fromEntries(values) };
    return { role, member: this.#value(member, "member"), resource, name };
  }

  #part(part: string | { reference: string }): Part {
    if (typeof part === "string") return literal(part);
    return { kind: "reference", text: part.reference, span: { uri: "", start: 0, end: 0 } };
  }

  #binding(source: string): Binding {
    return this.#fact("binding", source);
  }

  #fact<K extends FactKind>(kind: K, source: string): FactOf<K> {
    const found = this.#extraction.facts.find((fact) => fact.kind === kind && fact.source === source);
    if (found === undefined) throw new Error(`no ${kind} ${source}`);
    return found as FactOf<K>;
  }

  #value(text: string, slot: Slot = "text"): Value {
    const all = [...this.#extraction.values, ...this.#extraction.facts.flatMap(valuesOf)];
    const found = all.find((value) => display(value) === text);
    return found ?? { slot, span: { uri: "", start: 0, end: 0 }, parts: [literal(text)] };
  }

  #span(text: string): Span {
    for (const source of this.#sources) {
      const start = source.text.indexOf(text);
      if (start >= 0) return { uri: source.uri, start, end: start + text.length };
    }
    throw new Error(`no document holds ${text}`);
  }
}
