import type { Binding } from "../../core/model/facts.ts";
import { display, known, type Value } from "../../core/model/value.ts";
import type { Gathered } from "../files/gather.ts";
import { byRange, order } from "../report/finding.ts";
import { Places } from "../report/places.ts";
import { type BindingRow, printBindings, type RowFormat, type RowText } from "../report/rows.ts";
import type { Command } from "./command.ts";
import { readWorkspace, remarks } from "./read-workspace.ts";

/** Lists who is granted what, as the files say it. */
export const bindings: Command = {
  name: "bindings",
  usage: "gcp-iam-lint bindings [PATH...]",
  operandCount: [0, Number.POSITIVE_INFINITY],
  about: "List the role bindings of files and folders: a row for each statement and role.",
  flags: [
    {
      name: "format",
      value: "FORMAT",
      choices: ["table", "jsonl", "csv"],
      fallback: "table",
      about: "How rows are shown",
    },
  ],
  notes: [`What is not known is shown as it is written, as \${reference}.`],
  run: async (given, around) => {
    const gathered = await readWorkspace(given.operands, around);
    const rows = rowsOf(gathered, new Places(gathered.workspace, around.folder));
    const stdout = printBindings(rows, given.value("format") as RowFormat);
    return { exit: gathered.failures.length > 0 ? 2 : 0, stdout, stderr: remarks(gathered) };
  },
};

function rowsOf({ workspace, asked }: Gathered, places: Places): readonly BindingRow[] {
  return workspace
    .facts()
    .filter((fact) => fact.kind === "binding")
    .filter(({ span }) => asked.has(span.uri))
    .map((binding) => rowOf(binding, workspace.language(binding.span.uri)?.id ?? "", places))
    .sort((a, b) => order(a.path, b.path) || byRange(a.range, b.range));
}

function rowOf(binding: Binding, language: string, places: Places): BindingRow {
  const { span, source, effect, authority, resource, role, members, condition } = binding;
  const { type, fields } = resource;
  return {
    ...places.placeOf(span),
    language,
    source,
    effect,
    authority,
    resource: {
      ...(type === undefined ? {} : { type }),
      ...(fields.name === undefined ? {} : { name: display(fields.name) }),
    },
    ...(role === undefined ? {} : { role: textOf(role) }),
    members: members.map(textOf),
    condition: condition !== undefined,
  };
}

const textOf = (value: Value): RowText => ({ text: display(value), known: known(value) !== undefined });
