import { folderOf } from "../below.ts";
import type { Language } from "../language.ts";
import { extractUnit } from "./extract.ts";
import { isJson } from "./json/parse.ts";
import { renderJson } from "./json/render.ts";
import { joinUnit } from "./module.ts";
import { renderChange } from "./render/render.ts";

/** Terraform and OpenTofu configuration; the files of one folder are one module. */
export const terraform: Language = {
  id: "terraform",
  matches: (uri) => /\.(?:tf|tofu)(?:\.json)?$|(?:\/terraform|\.auto)\.tfvars(?:\.json)?$/.test(uri),
  unitOf: folderOf,
  /**
   * Whether the file has a statement about access, or calls a module that may have one. A module of which no file has one
   * need not be read; in any other module all files are needed, for their locals and variables.
   */
  mayHold: (text) => mentionsAccess(text) || callsModule(text),
  extract: extractUnit,
  join: joinUnit,
  render: (change, source) => (isJson(source.uri) ? renderJson(change, source) : renderChange(change, source)),
};

/** What stands in every block of a resource that is read. */
const STATEMENT =
  /_iam|service_(?:account|identity)|google_(?:app_engine|bigquery_|cloud|compos|container_|data|event|logging_|notebooks_|privileged_|pubsub_|storage_(?:bucket|default|object)|work)/;

const mentionsAccess = (text: string): boolean => text.includes("google_") && STATEMENT.test(text);

const callsModule = (text: string): boolean => text.includes("module") && text.includes("source");
