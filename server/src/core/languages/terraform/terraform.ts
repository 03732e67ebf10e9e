import type { Language } from "../language.ts";
import { extractUnit } from "./extract.ts";
import { folderOf } from "./module.ts";
import { renderChange } from "./render/render.ts";

/** Terraform and OpenTofu configuration; the files of one folder are one module. */
export const terraform: Language = {
  id: "terraform",
  matches: (uri) => /\.(?:tf|tofu)$/.test(uri),
  unitOf: folderOf,
  /**
   * Whether the file has a statement about access. A module of which no file has one need not be read; in any other
   * module all files are needed, for their locals and variables.
   */
  mayHold: (text) =>
    text.includes("google_") &&
    (text.includes("_iam_") || text.includes("service_account") || text.includes("google_cloud_run")),
  extract: extractUnit,
  render: renderChange,
};
