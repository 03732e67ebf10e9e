import type { Repair } from "../../model/facts.ts";
import { configConnectorKinds } from "../../model/tables/config-connector.ts";
import type { Span } from "../../text/span.ts";
import { type KubernetesObject, titleOf } from "./kubernetes-object.ts";
import { entrySpan, type Reading } from "./reading.ts";
import { at, entryOf, isEmpty, type List, type Mapping, type Node, textAt } from "./tree.ts";

/** What the schema of Config Connector's kinds for IAM refuses. */
export class ObjectFlaws {
  readonly #object: KubernetesObject;
  readonly #reading: Reading;

  constructor(object: KubernetesObject, reading: Reading) {
    this.#object = object;
    this.#reading = reading;
  }

  #say(flaw: string, place: Span, words: Readonly<Record<string, string>> = {}, repairs: readonly Repair[] = []): void {
    const { root, head } = this.#object;
    this.#reading.flaw(flaw, place, { span: root.span, head, source: titleOf(this.#object) }, words, repairs);
  }

  /** A grant names its member in one way. */
  member(holder: Node | undefined): void {
    const member = entryOf(holder, "member");
    const from = entryOf(holder, "memberFrom");
    if (from !== undefined && isFilled(member?.value)) this.#say("kcc-member-both", from.keySpan);
    const sources = from?.value?.kind === "mapping" && !from.value.templated ? from.value.entries : [];
    const [first, second] = sources;
    if (first !== undefined && second !== undefined)
      this.#say("kcc-member-two-sources", second.keySpan, { first: first.key, second: second.key });
    if (member !== undefined || from !== undefined || holder?.kind !== "mapping" || holder.templated) return;
    const isWhole = ["role", "resourceRef"].every((key) => entryOf(holder, key) !== undefined);
    if (isWhole && entryOf(holder, "<<") === undefined) this.#say("kcc-member-missing", this.#object.head);
  }

  /** The partial kind lists objects, the whole one texts. */
  members(list: Node | undefined, form: "objects" | "texts"): void {
    if (list?.kind !== "list" || list.uses.length > 0) return;
    const isWrong = (item: Node) => (form === "objects" ? item.kind === "scalar" : isMemberObject(item));
    const wrong = list.items.filter((item) => isWrong(item) && !(item.kind === "scalar" && isEmpty(item)));
    const [first] = wrong;
    if (first === undefined) return;
    const kind = form === "objects" ? "IAMPartialPolicy" : "IAMPolicy";
    const edits = wrong.flatMap((item) => (form === "objects" ? wrapped(item, list, this.#reading) : unwrapped(item)));
    const isSure = wrong.every((item) => item.uses.length === 0 && isOfOneLine(item, this.#reading.text));
    const title = form === "objects" ? "Write the members as objects" : "Write the members as texts";
    this.#say(`kcc-members-${form}`, first.span, { kind }, isSure ? [{ title, edits }] : []);
  }

  /** Custom roles by their full name; other slips are told by the role itself. */
  role(role: Node | undefined): void {
    const text = textAt(role);
    if (role?.kind !== "scalar" || text === undefined || !CUSTOM.test(text) || PATTERN.test(text)) return;
    this.#say("kcc-role-pattern", role.content, { role: text });
  }

  resource(ref: Node | undefined): void {
    if (ref?.kind !== "mapping" || ref.templated || entryOf(ref, "<<") !== undefined) return;
    const [kind, name, external] = ["kind", "name", "external"].map((key) => entryOf(ref, key));
    const isPatch = ["role", "bindings"].every((key) => entryOf(this.#object.spec, key) === undefined);
    if (kind === undefined && !isPatch && (name !== undefined || external !== undefined)) {
      this.#say("kcc-resource-without-kind", (name ?? external)?.keySpan ?? ref.span);
    }
    if (isFilled(name?.value) && isFilled(external?.value) && external !== undefined)
      this.#say("kcc-resource-twice", entrySpan(external));
    if (kind?.value !== undefined) this.#kind(kind.value);
  }

  #kind(kind: Node): void {
    const text = textAt(kind);
    if (kind.kind !== "scalar" || text === undefined) return;
    if (Object.hasOwn(configConnectorKinds, text)) return;
    const meant = Object.keys(configConnectorKinds).find((known) => known.toLowerCase() === text.toLowerCase());
    if (meant === undefined) return;
    const repair = { title: `Replace with \`${meant}\``, edits: [{ span: kind.content, text: meant }] };
    this.#say("kcc-resource-kind", kind.content, { kind: text, meant }, kind.uses.length === 0 ? [repair] : []);
  }

  /** A whole policy of what holds everything else. */
  authority(): void {
    const kind = textAt(this.#object.spec, "resourceRef", "kind");
    if (kind === "Project" || kind === "Folder" || kind === "Organization")
      this.#say("kcc-policy-authoritative", this.#object.head, { kind });
  }
}

/** The schema's own pattern. */
const PATTERN = /^(?:(?:projects|organizations)\/[^/]+\/)?roles\/[\w.]+$/;
const CUSTOM = /^[a-z]+\/[^/]*\/roles\//;

const isFilled = (node: Node | undefined): boolean => node !== undefined && !(node.kind === "scalar" && isEmpty(node));

const isMemberObject = (item: Node): item is Mapping =>
  item.kind === "mapping" && item.entries.length === 1 && at(item, "member")?.kind === "scalar";

const isOfOneLine = ({ span }: Node, text: string): boolean => !text.slice(span.start, span.end).includes("\n");

function wrapped(item: Node, list: List, { text }: Reading): Repair["edits"] {
  const { uri, start, end } = item.span;
  const isJson = item.kind === "scalar" && item.style === "json";
  if (!list.flow) return [{ span: { uri, start, end: start }, text: "member: " }];
  const written = text.slice(start, end);
  return [{ span: item.span, text: isJson ? `{ "member": ${written} }` : `{ member: ${written} }` }];
}

function unwrapped(item: Node): Repair["edits"] {
  const member = at(item, "member");
  if (member === undefined) return [];
  const { uri, start, end } = item.span;
  return [
    { span: { uri, start, end: member.span.start }, text: "" },
    { span: { uri, start: member.span.end, end: Math.max(end, member.span.end) }, text: "" },
  ].filter(({ span }) => span.end > span.start);
}
