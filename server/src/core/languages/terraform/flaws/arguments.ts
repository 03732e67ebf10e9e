import type { Flaw, Repair } from "../../../model/facts.ts";
import { isOneEditApart } from "../../../text/one-edit.ts";
import { type IamType, identifierOf } from "../families.ts";
import type { Attribute } from "../hcl/tree.ts";
import { attributeOf, attributesOf, type Declaration } from "../module.ts";
import type { Reader } from "../reading.ts";
import { type Found, flawOf } from "./flaw.ts";
import { replaceArgument } from "./rewrite.ts";

/** What a resource of each kind says about its grant. */
const OWN: Readonly<Record<IamType["kind"], readonly string[]>> = {
  member: ["role", "member", "condition"],
  binding: ["role", "members", "condition"],
  policy: ["policy_data"],
};
const GRANT: ReadonlySet<string> = new Set(["role", "member", "members", "condition", "policy_data"]);
/** Arguments of any resource. */
const META: ReadonlySet<string> = new Set(["for_each", "count", "provider", "depends_on", "id", "etag"]);

/** Arguments that the resource does not have: those of another kind, and names that stand for a required one. */
export function readArgumentFlaws(declaration: Declaration, type: IamType, reader: Reader): readonly Flaw[] {
  const { family, kind } = type;
  if (family === undefined || !family.kinds.includes(kind)) return [];
  return attributesOf(reader.block).flatMap((attribute): readonly Flaw[] => {
    const { name } = attribute;
    if (META.has(name) || OWN[kind].includes(name) || Object.hasOwn(family.args, name)) return [];
    const found = GRANT.has(name) ? ofOtherKind(attribute, type, reader) : misnamed(attribute, type, reader);
    return found === undefined ? [] : [flawOf(declaration, reader, found)];
  });
}

const place = ({ start, nameEnd }: Attribute) => ({ start, end: nameEnd });

function found(attribute: Attribute, type: IamType, meant: string, repairs: readonly Repair[]): Found {
  const words = { name: attribute.name, type: `${type.base}_iam_${type.kind}`, meant };
  return { flaw: "tf-wrong-attribute", at: place(attribute), words, repairs };
}

function ofOtherKind(attribute: Attribute, type: IamType, reader: Reader): Found {
  const { name } = attribute;
  if (type.kind === "member" && name === "members" && attributeOf(reader.block, "member") === undefined)
    return found(attribute, type, "member", unwrapped(attribute, reader));
  if (type.kind === "binding" && name === "member" && attributeOf(reader.block, "members") === undefined)
    return found(attribute, type, "members", wrapped(attribute, reader));
  return found(attribute, type, "", []);
}

/** A single member out of a list; several become as many instances. */
function unwrapped(attribute: Attribute, reader: Reader): readonly Repair[] {
  const { source } = reader.env;
  const { value } = attribute;
  const list = value.kind === "list" && value.closed ? value.items : [];
  const written = (range: { start: number; end: number }) => source.text.slice(range.start, range.end);
  const [only] = list;
  if (only === undefined || written(value).includes("\n")) return [];
  if (list.length === 1) {
    const edits = replaceArgument(
      reader.block,
      attribute,
      (row) => [{ ...row, name: "member", value: written(only) }],
      source,
    );
    return [{ title: "Write it as `member`", edits }];
  }
  const isPlain = list.every((item) => item.kind === "template" && item.parts.every(({ kind }) => kind === "text"));
  if (!isPlain || ["for_each", "count"].some((name) => attributeOf(reader.block, name) !== undefined)) return [];
  const edits = replaceArgument(
    reader.block,
    attribute,
    (row) => [
      { ...row, name: "for_each", value: `toset(${written(value)})` },
      { ...row, name: "member", value: "each.value", comment: "" },
    ],
    source,
  );
  return [{ title: "Grant it to each of them with `for_each`", edits }];
}

function wrapped(attribute: Attribute, reader: Reader): readonly Repair[] {
  const { source } = reader.env;
  const text = source.text.slice(attribute.value.start, attribute.value.end);
  const value = attribute.value.kind === "list" ? text : `[${text}]`;
  const edits = replaceArgument(reader.block, attribute, (row) => [{ ...row, name: "members", value }], source);
  return [{ title: "Write it as `members`", edits }];
}

/** A name that the resource does not have, where a required one is missing that is named alike or is the only one. */
function misnamed(attribute: Attribute, { base, kind, family }: IamType, reader: Reader): Found | undefined {
  if (family === undefined) return undefined;
  const missing = Object.entries(family.args)
    .filter(([name, need]) => need === "required" && attributeOf(reader.block, name) === undefined)
    .map(([name]) => name);
  const unknown = attributesOf(reader.block).filter(
    ({ name }) => !META.has(name) && !GRANT.has(name) && !Object.hasOwn(family.args, name),
  );
  const alike = missing.find((name) => isOneEditApart(name, attribute.name));
  const only = missing.length === 1 && unknown.length === 1 ? missing[0] : undefined;
  const meant = alike ?? (only === identifierOf(family) ? only : undefined);
  if (meant === undefined || OLDER.has(`${base}.${attribute.name}`)) return undefined;
  const { source } = reader.env;
  const edits = replaceArgument(reader.block, attribute, (row) => [{ ...row, name: meant }], source);
  return found(attribute, { base, kind, family }, meant, [{ title: `Write it as \`${meant}\``, edits }]);
}

/** Names that older versions of the provider had. */
const OLDER: ReadonlySet<string> = new Set(["google_bigtable_table.instance"]);
