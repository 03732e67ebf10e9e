import type { Flaw } from "../../../model/facts.ts";
import { terraformFamilies } from "../../../model/tables/terraform.ts";
import { isOneEditApart } from "../../../text/one-edit.ts";
import { attributeOf, type Declaration } from "../module.ts";
import type { Reader } from "../reading.ts";
import { edit, flawOf } from "./flaw.ts";

const LIKE_ONE = /^google_[a-z0-9_]+_iam(?:_[a-z_]+)?$/;
/** Types with `_iam_` in their names that are something else. */
const OTHERS = /_iam_(?:custom_role|member_remove|audit_config)$|^google_iam_/;
const MOST_NAMED = 3;

const squeezed = (type: string): string => type.replaceAll("_", "").replace(/s(?=iam)|s$/g, "");

interface Known {
  readonly type: string;
  readonly squeezed: string;
}

let known: readonly Known[] | undefined;

/** Every type of the families; made on the first question. */
function knownTypes(): readonly Known[] {
  known ??= Object.entries(terraformFamilies).flatMap(([base, { kinds }]) =>
    kinds.map((kind) => ({ type: `${base}_iam_${kind}`, squeezed: squeezed(`${base}_iam_${kind}`) })),
  );
  return known;
}

/** A type of a resource that is none, though it is named like those that grant; and one that is no longer there. */
export function readTypeFlaws(declaration: Declaration, reader: Reader): readonly Flaw[] {
  const { type, isData, block } = declaration;
  const [label] = block.labels;
  if (isData || label === undefined || !LIKE_ONE.test(type) || OTHERS.test(type)) return [];
  const exact = knownTypes().some((one) => one.type === type);
  if (exact)
    return isRemoved(type)
      ? [flawOf(declaration, reader, { flaw: "tf-removed-resource", at: label, words: { type } })]
      : [];
  const meant = meantTypes(type)
    .filter((name) => !isContradicted(name, declaration))
    .slice(0, MOST_NAMED);
  const [first] = meant;
  if (first === undefined) return [];
  const inner = { start: label.start + 1, end: label.end - 1 };
  const repairs = meant.map((name) => ({ title: `Replace with \`${name}\``, edits: [edit(reader, inner, name)] }));
  return [
    flawOf(declaration, reader, { flaw: "tf-unknown-iam-resource", at: label, words: { type, meant: first }, repairs }),
  ];
}

/** What the block says that types of a kind cannot take. */
const FOREIGN: Readonly<Record<string, string>> = { member: "members", binding: "member" };

function isContradicted(type: string, { block }: Declaration): boolean {
  const foreign = FOREIGN[type.slice(type.lastIndexOf("_") + 1)];
  return foreign !== undefined && attributeOf(block, foreign) !== undefined;
}

const isRemoved = (type: string): boolean => {
  const base = type.slice(0, type.lastIndexOf("_iam_"));
  return Object.hasOwn(terraformFamilies, base) && terraformFamilies[base]?.removed === true;
};

/** What was meant: the same but for underscores, a plural or one letter; without a kind; or with words left out. */
function meantTypes(type: string): readonly string[] {
  const own = squeezed(type);
  const alike = knownTypes().filter((one) => one.squeezed === own || isOneEditApart(one.squeezed, own));
  if (alike.length > 0) return alike.map((one) => one.type);
  const unkinded = knownTypes().filter(
    (one) => one.type.startsWith(`${type}_`) && !/_(?:policy|audit_config)$/.test(one.type),
  );
  return unkinded.length > 0 ? unkinded.map((one) => one.type).reverse() : withMoreWords(type);
}

/** Types of the same kind with all words of a type and one or two more. */
function withMoreWords(type: string): readonly string[] {
  const words = type.split("_");
  if (words.length < 4) return [];
  const longer = knownTypes().filter(({ type: other }) => {
    const more = other.split("_");
    return more.at(-1) === words.at(-1) && more.length - words.length <= 2 && holdsInOrder(more, words);
  });
  return longer.map((one) => one.type).sort((a, b) => a.length - b.length);
}

function holdsInOrder(all: readonly string[], some: readonly string[]): boolean {
  let at = 0;
  for (const word of all) if (word === some[at]) at++;
  return at === some.length;
}
