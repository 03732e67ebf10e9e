import type { Extraction, Source } from "../../server/src/core/languages/language.ts";
import { valuesOf } from "../../server/src/core/model/fact-values.ts";
import type { Condition, Fact } from "../../server/src/core/model/facts.ts";
import { known, type Part, type Slot, type Value } from "../../server/src/core/model/value.ts";
import { Lines } from "../../server/src/core/text/lines.ts";
import type { Span } from "../../server/src/core/text/span.ts";
import { ROOT } from "./workspace.ts";

/** Slots that hover and completion serve: each such value of a fact must be among the extraction's values. */
const SERVED: ReadonlySet<Slot> = new Set(["role", "member", "permission", "account", "condition"]);

/** The slot that a value of this label has by default; another one is printed. */
const USUAL: Readonly<Record<string, Slot>> = {
  role: "role",
  given: "text",
  member: "member",
  permission: "permission",
  identity: "account",
  image: "image",
  denied: "member",
  except: "member",
  exempted: "member",
  exceptPermission: "permission",
  deployedBy: "account",
  secret: "text",
  sql: "text",
  target: "text",
  pool: "text",
  issuer: "text",
  attribute: "text",
  accountId: "text",
  id: "text",
  email: "account",
  expression: "condition",
  title: "text",
  description: "text",
  stage: "text",
};

/**
 * Prints an extraction for comparison: each fact with its values, then the values that belong to no fact. A place is
 * `line:column-line:column` from 1, with the file in front when the case has several; a value is its place, the written text
 * when that differs from the decoded one, and its parts.
 */
export const printExtraction = (extraction: Extraction, sources: readonly Source[]): string =>
  new Printer(sources).extraction(extraction);

class Printer {
  readonly #sources: ReadonlyMap<string, { readonly text: string; readonly lines: Lines }>;

  constructor(sources: readonly Source[]) {
    this.#sources = new Map(sources.map(({ uri, text }) => [uri, { text, lines: new Lines(text) }]));
  }

  extraction({ facts, values }: Extraction): string {
    const inFacts = new Set(facts.flatMap(valuesOf).map((value) => this.#key(value)));
    const listed = new Set(values.map((value) => this.#key(value)));
    const unlisted = facts.flatMap(valuesOf).filter((v) => SERVED.has(v.slot) && !listed.has(this.#key(v)));
    const lines = [
      ...facts.flatMap((fact) => this.#fact(fact)),
      ...values.filter((v) => !inFacts.has(this.#key(v))).map((v) => `value ${this.#value(v.slot, v)}`),
      ...unlisted.map((value) => `missing among the values: ${this.#value(value.slot, value)}`),
    ];
    return lines.map((line) => `${line}\n`).join("");
  }

  #key({ slot, span }: Value): string {
    return `${slot} ${this.#place(span)}`;
  }

  #fact(fact: Fact): readonly string[] {
    const isUsual = fact.address === `${fact.scope}#${fact.source}`;
    const address = fact.address === undefined ? "" : isUsual ? " declared" : ` declared as ${short(fact.address)}`;
    const head = `${fact.kind} ${fact.source}${address} in ${short(fact.scope)} ${this.#place(fact.span)} head ${this.#place(fact.head)} \`${this.#textAt(fact.head)}\``;
    return [head, ...this.#details(fact).map((line) => `  ${line}`)];
  }

  #details(fact: Fact): readonly string[] {
    switch (fact.kind) {
      case "binding":
        return [
          `${fact.effect} authority ${fact.authority} on ${fact.resource.type ?? "?"}${flag(!fact.complete, "incomplete")}${flag(fact.repeated, "repeated")}${flag(fact.conditional, "conditional")}`,
          ...Object.entries(fact.resource.fields).map(([name, value]) => this.#value(name, value)),
          ...(fact.resource.provider === undefined ? [] : [`provider ${fact.resource.provider}`]),
          ...this.#optional({ role: fact.role }),
          ...this.#all("member", fact.members),
          ...this.#condition(fact.condition),
        ];
      case "workload":
        return [
          `${fact.type}${flag(!fact.declared, "undeclared")}`,
          ...this.#optional({
            name: fact.name,
            project: fact.project,
            location: fact.location,
            identity: fact.identity,
          }),
          ...this.#all("image", fact.images),
          ...(fact.purpose === undefined ? [] : [`for ${fact.purpose}`]),
          ...this.#all("secret", fact.secrets ?? []),
          ...this.#all("sql", fact.sqlInstances ?? []),
          ...this.#optional({ ...fact.settings, deployedBy: fact.deployedBy }),
          ...(fact.provider === undefined ? [] : [`provider ${fact.provider}`]),
        ];
      case "service-account":
        return [
          ...(fact.isDefault === true ? ["default"] : []),
          ...this.#optional({ accountId: fact.accountId, project: fact.project, email: fact.email }),
        ];
      case "custom-role":
        return [
          `${fact.level}${flag(!fact.complete, "incomplete")}`,
          ...this.#optional({
            parent: fact.parent,
            id: fact.id,
            title: fact.title,
            description: fact.description,
            stage: fact.stage,
          }),
          ...this.#all("permission", fact.permissions),
        ];
      case "caller":
        return [
          `${fact.type}${flag(fact.token !== undefined, fact.token ?? "")}${flag(fact.overrides, "overrides")}`,
          ...this.#optional({
            project: fact.project,
            identity: fact.identity,
            target: fact.target,
            deployedBy: fact.deployedBy,
          }),
          ...(fact.provider === undefined ? [] : [`provider ${fact.provider}`]),
        ];
      case "deny-policy":
        return [
          ...this.#optional({ parent: fact.parent }),
          ...fact.rules.flatMap((rule) => [
            `rule ${this.#place(rule.span)}${flag(!rule.complete, "incomplete")}`,
            ...this.#all("denied", rule.principals),
            ...this.#all("except", rule.exceptPrincipals),
            ...this.#all("permission", rule.permissions),
            ...this.#all("exceptPermission", rule.exceptPermissions),
            ...this.#condition(rule.condition),
          ]),
        ];
      case "identity-provider":
        return [
          ...this.#optional({ pool: fact.pool, issuer: fact.issuer, condition: fact.condition }),
          ...(fact.complete ? [] : ["incomplete"]),
          ...fact.mapping.flatMap(({ attribute, expression }) => this.#optional({ attribute, expression })),
        ];
      case "audit-config":
        return [
          ...this.#optional({ service: fact.service }),
          ...fact.logs.flatMap(({ type, exempted }) => [
            ...this.#optional({ type }),
            ...this.#all("exempted", exempted),
          ]),
        ];
      case "service-agent":
        return this.#optional({ service: fact.service, project: fact.project });
      case "agent-use":
        return [`${fact.purpose} of ${fact.service}`, ...this.#optional({ project: fact.project, used: fact.used })];
      case "domain-mapping":
        return this.#optional({ name: fact.name, project: fact.project, deployedBy: fact.deployedBy });
      case "origin":
        return [`brings ${fact.brings}`, ...this.#optional({ name: fact.name, project: fact.project })];
      case "resource":
        return [fact.type, ...this.#optional({ name: fact.name, project: fact.project, location: fact.location })];
      case "applier":
        return [
          `of ${short(fact.configuration)} by ${fact.provider ?? "any provider"}${flag(fact.passesProviders, "passed on")}`,
          ...this.#optional({ member: fact.member }),
        ];
      case "flaw":
        return [
          `${fact.flaw} at ${this.#place(fact.at)} ${JSON.stringify(fact.words)}`,
          ...fact.repairs.flatMap(({ title, edits }) => [
            `repair ${title}`,
            ...edits.map(({ span, text }) => `  ${this.#place(span)} ${JSON.stringify(text)}`),
          ]),
        ];
      case "call":
        return this.#all("given", fact.given);
    }
  }

  #condition(condition: Condition | undefined): readonly string[] {
    if (condition === undefined) return [];
    const { span, title, description, expression } = condition;
    return [
      `condition ${this.#place(span)}`,
      ...this.#optional({ title, description, expression }).map((l) => `  ${l}`),
    ];
  }

  #optional(values: Readonly<Record<string, Value | undefined>>): readonly string[] {
    return Object.entries(values).flatMap(([label, value]) => (value === undefined ? [] : [this.#value(label, value)]));
  }

  #all(label: string, values: readonly Value[]): readonly string[] {
    return values.map((value) => this.#value(label, value));
  }

  #value(label: string, value: Value): string {
    const slot = value.slot === label || value.slot === (USUAL[label] ?? "resource") ? "" : `(${value.slot})`;
    const written = this.#textAt(value.span);
    const differs = known(value) !== written && soleText(value) !== written;
    const raw = differs ? ` \`${written}\` =` : "";
    const type = value.resourceType === undefined ? "" : ` for ${value.resourceType}`;
    const uses = value.uses === undefined ? "" : ` used at ${value.uses.map((use) => this.#place(use)).join(", ")}`;
    return `${label}${slot} ${this.#place(value.span)}${raw} ${this.#parts(value.parts)}${type}${uses}`;
  }

  #parts(parts: readonly Part[]): string {
    if (parts.length === 0) return '""';
    return parts
      .map((part) => (part.kind === "literal" ? JSON.stringify(part.text) : this.#reference(part)))
      .join(" + ");
  }

  #reference({ text, span, target }: Extract<Part, { kind: "reference" }>): string {
    const aim =
      target === undefined ? "" : ` -> ${short(target.address)}${target.attribute && ` .${target.attribute}`}`;
    return `{${text.replaceAll(/\s+/g, " ")} ${this.#place(span)}${aim}}`;
  }

  #textAt(span: Span): string {
    return JSON.stringify(this.#sources.get(span.uri)?.text.slice(span.start, span.end) ?? "")
      .slice(1, -1)
      .replaceAll('\\"', '"');
  }

  /** @throws RangeError when the span is not inside its document. */
  #place({ uri, start, end }: Span): string {
    const source = this.#sources.get(uri);
    if (source === undefined || start < 0 || end < start || end > source.text.length) {
      throw new RangeError(`no such place: ${uri} ${start}-${end}`);
    }
    const file = this.#sources.size > 1 ? `${short(uri)}:` : "";
    return `${file}${position(source.lines, start)}-${position(source.lines, end)}`;
  }
}

const position = (lines: Lines, offset: number): string => {
  const { line, character } = lines.positionAt(offset);
  return `${line + 1}:${character + 1}`;
};

const flag = (shown: boolean | undefined, word: string): string => (shown === true ? `, ${word}` : "");

const short = (uri: string): string => (uri === ROOT ? "." : uri.replace(`${ROOT}/`, "").replace(ROOT, "."));

const soleText = ({ parts }: Value): string | undefined =>
  parts.length === 1 && parts[0]?.kind === "reference" ? parts[0].text : undefined;
