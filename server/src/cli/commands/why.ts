import { why as ask, isPermission, type Why } from "../../service/access/why.ts";
import { configFor } from "../config-file.ts";
import { Misuse } from "../misuse.ts";
import { Places } from "../report/places.ts";
import { whyLines } from "../report/why.ts";
import type { Command } from "./command.ts";
import { readWorkspace, remarks } from "./read-workspace.ts";

/** Tells whether someone holds a permission, by which grants, or what would give it. */
export const why: Command = {
  name: "why",
  usage: "gcp-iam-lint why PRINCIPAL PERMISSION [RESOURCE]",
  operandCount: [2, 3],
  about: "Tell by which grants someone holds a permission, or what would give it.",
  flags: [{ name: "path", value: "PATH", about: "What is read instead of the current folder; may be repeated" }],
  notes: [
    "PRINCIPAL is a member, an e-mail address, or the name of a declared account; RESOURCE a full name, a name or an e-mail address.",
    "Exit status: 0 it is granted, 1 it is not or not surely, 2 misuse or something that could not be read.",
  ],
  run: async (given, around) => {
    const [principal = "", permission = "", resource] = given.operands;
    if (!isPermission(permission)) throw new Misuse(`unknown permission "${permission}"`);
    const gathered = await readWorkspace(given.all("path"), around);
    const { config } = configFor(around.folder, undefined, []);
    const answers = ask({ principal, permission, resource }, gathered.workspace, config.assume);
    if (answers.length === 0) throw new Misuse(`nothing is granted to "${principal}" here`);
    const places = new Places(gathered.workspace, around.folder);
    const stdout = answers.flatMap((answer) => whyLines(answer, places));
    const exit = gathered.failures.length > 0 ? 2 : answers.every(isGranted) ? 0 : 1;
    return { exit, stdout, stderr: remarks(gathered) };
  },
};

const isGranted = ({ state }: Why): boolean => state === "granted";
