import type { Flaw, Repair } from "../../../model/facts.ts";
import type { Reference } from "../../../model/value.ts";
import { optionsOf, type Text } from "../folded.ts";
import type { Attribute, Expression } from "../hcl/tree.ts";
import { attributeOf, type Declaration } from "../module.ts";
import type { Reader } from "../reading.ts";
import { freeName, nameFrom } from "../render/naming.ts";
import { argument } from "../render/style.ts";
import { flawOf } from "./flaw.ts";
import { replaceArgument } from "./rewrite.ts";

/**
 * Attributes that are known only after the resource was made, by type.
 * Source: the provider's schema. The e-mail address and the member of a service account are known from the start since version 6.
 */
const LATER: Readonly<Record<string, readonly string[]>> = {
  google_folder: ["name", "folder_id", "id"],
  google_iam_workload_identity_pool: ["name"],
  google_logging_folder_sink: ["writer_identity"],
  google_logging_organization_sink: ["writer_identity"],
  google_logging_project_sink: ["writer_identity"],
  google_project: ["number"],
  google_project_service_identity: ["email", "member"],
  google_service_account: ["name", "id", "unique_id", "email", "member"],
};
const SINCE_SIX: ReadonlySet<string> = new Set(["email", "member"]);

/** Keys of a `for_each` that are known only after an apply. */
export function readKeyFlaws(declaration: Declaration, reader: Reader): readonly Flaw[] {
  const forEach = attributeOf(reader.block, "for_each");
  if (forEach === undefined || !/_iam_/.test(declaration.type)) return [];
  const [first] = keysOf(forEach.value, reader).flatMap((text) => {
    const reference = text.parts.find((part): part is Reference => part.kind === "reference" && isLater(part));
    return reference === undefined ? [] : [{ text, reference }];
  });
  if (first === undefined) return [];
  const { text, reference } = first;
  const { attribute = "", address = "" } = reference.target ?? {};
  const isEmail = SINCE_SIX.has(attribute) && /#google_service_account\./.test(address);
  const words = { text: reference.text, since: isEmail ? "6" : "" };
  const at = text.span.uri === declaration.source.uri ? text.span : forEach.value;
  return [flawOf(declaration, reader, { flaw: "tf-for-each-unknown", at, words, repairs: repairs(forEach, reader) })];
}

function keysOf(expression: Expression, reader: Reader): readonly Text[] {
  const options = optionsOf(reader.fold(expression, "text"));
  return options.flatMap((option) =>
    option.kind === "mapping"
      ? option.entries.map(({ key }) => key)
      : option.kind === "sequence"
        ? option.items.flatMap((item) => (item.kind === "text" ? [item] : []))
        : [],
  );
}

/** Whether a reference is to an attribute of something that the same module makes. */
function isLater({ target, text }: Reference): boolean {
  const type = /#(google_\w+)\./.exec(target?.address ?? "")?.[1];
  const names = type !== undefined && Object.hasOwn(LATER, type) ? LATER[type] : undefined;
  return target !== undefined && names?.includes(target.attribute) === true && text.endsWith(`.${target.attribute}`);
}

/** `toset([…])` as a map with made-up keys. */
function repairs(forEach: Attribute, reader: Reader): readonly Repair[] {
  const { value } = forEach;
  const [list] = value.kind === "call" && value.name === "toset" ? value.items : [];
  const { source } = reader.env;
  const written = source.text.slice(value.start, value.end);
  if (list?.kind !== "list" || list.items.length === 0 || /[#\n]|\/\//.test(written)) return [];
  const taken = new Set<string>();
  const entries = list.items.map(({ start, end }) => {
    const item = source.text.slice(start, end);
    const name = freeName(nameFrom([NAME.exec(item)?.[1] ?? "member"]), taken);
    taken.add(name);
    return { ...argument(name, item), indent: "    " };
  });
  const rows = [{ text: "  for_each = {" }, ...entries, { text: "  }" }];
  const edits = replaceArgument(reader.block, forEach, () => rows, source);
  return [{ title: "Give the members keys of their own", edits }];
}

/** The name of what a reference is to. */
const NAME = /\.(\w+)(?:\[[^\]]*\])?\.\w+\W*$/;
