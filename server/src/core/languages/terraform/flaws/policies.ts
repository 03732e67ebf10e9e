import type { Flaw } from "../../../model/facts.ts";
import { soleReference } from "../../../model/value.ts";
import type { IamType } from "../families.ts";
import { attributeOf, type Declaration } from "../module.ts";
import type { Reader } from "../reading.ts";
import { edit, flawOf } from "./flaw.ts";

const LEVELS: Readonly<Record<string, string>> = {
  google_project: "project",
  google_folder: "folder",
  google_organization: "organization",
};

/** The whole policy of what holds others, and a policy that is named without its text. */
export function readPolicyFlaws(declaration: Declaration, { base, kind }: IamType, reader: Reader): readonly Flaw[] {
  if (kind !== "policy") return [];
  const level = Object.hasOwn(LEVELS, base) ? LEVELS[base] : undefined;
  const { block } = declaration;
  const at = { start: block.start, end: block.labels.at(-1)?.end ?? block.nameEnd };
  const whole =
    level === undefined ? [] : [flawOf(declaration, reader, { flaw: "tf-project-iam-policy", at, words: { level } })];
  return [...whole, ...readDataFlaw(declaration, reader)];
}

function readDataFlaw(declaration: Declaration, reader: Reader): readonly Flaw[] {
  const attribute = attributeOf(reader.block, "policy_data");
  const value = attribute && reader.value("policy_data", "text");
  const reference = value && soleReference(value);
  const target = reference?.target;
  const isWhole = target !== undefined && target.attribute === "" && /#data\.google_iam_policy\./.test(target.address);
  if (attribute === undefined || reference === undefined || !isWhole || /[[\]]/.test(reference.text)) return [];
  const end = { start: attribute.value.end, end: attribute.value.end };
  const repairs = [{ title: "Use its `policy_data`", edits: [edit(reader, end, ".policy_data")] }];
  return [
    flawOf(declaration, reader, {
      flaw: "tf-policy-data",
      at: attribute.value,
      words: { text: reference.text },
      repairs,
    }),
  ];
}
