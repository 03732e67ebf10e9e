import { batch } from "./batch/batch.ts";
import { dockerfile } from "./dockerfile/dockerfile.ts";
import { gcloud } from "./gcloud/gcloud.ts";
import { json } from "./json/json.ts";
import { justfile } from "./justfile/justfile.ts";
import type { Language } from "./language.ts";
import { makefile } from "./makefile/makefile.ts";
import { asciidoc } from "./markdown/asciidoc.ts";
import { markdown } from "./markdown/markdown.ts";
import { restructuredText } from "./markdown/restructured-text.ts";
import { notebook } from "./notebook/notebook.ts";
import { packageJson } from "./package-json/package-json.ts";
import { powershell } from "./powershell/powershell.ts";
import { terraform } from "./terraform/terraform.ts";
import { yaml } from "./yaml/yaml.ts";

/** All languages; the first one that matches a document reads it. */
export const languages: readonly Language[] = [
  terraform,
  yaml,
  packageJson,
  json,
  gcloud,
  markdown,
  restructuredText,
  asciidoc,
  notebook,
  dockerfile,
  makefile,
  justfile,
  powershell,
  batch,
];

/** The language of a document, by its name and its first line; `undefined` when none reads it. */
export const languageOf = (uri: string, firstLine: string): Language | undefined =>
  languages.find((language) => language.matches(uri, firstLine));
