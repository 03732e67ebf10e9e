import { readiness } from "../../service/access/readiness.ts";
import { configFor } from "../config-file.ts";
import { Places } from "../report/places.ts";
import { type MatrixFormat, printReadiness } from "../report/readiness.ts";
import type { Command } from "./command.ts";
import { readWorkspace, remarks } from "./read-workspace.ts";

/** Shows who can deploy what, and what each lacks. */
export const deployers: Command = {
  name: "deployers",
  usage: "gcp-iam-lint deployers [PATH...]",
  operandCount: [0, Number.POSITIVE_INFINITY],
  about: "Show who can deploy what: the rights on the service, its image and its identity, and to execute jobs.",
  flags: [
    {
      name: "format",
      value: "FORMAT",
      choices: ["table", "json", "markdown"],
      fallback: "table",
      about: "How the matrix is shown",
    },
  ],
  notes: [
    "Each need is granted (with the place), missing, unknown (?), denied, or not told by the code (-).",
    'What the configuration lists under "assume" counts as granted.',
  ],
  run: async (given, around) => {
    const gathered = await readWorkspace(given.operands, around);
    const { config } = configFor(around.folder, undefined, []);
    const found = readiness(gathered.workspace, config.assume);
    const stdout = printReadiness(
      found,
      given.value("format") as MatrixFormat,
      new Places(gathered.workspace, around.folder),
    );
    return { exit: gathered.failures.length > 0 ? 2 : 0, stdout, stderr: remarks(gathered) };
  },
};
