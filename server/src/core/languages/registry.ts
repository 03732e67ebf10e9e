import { gcloud } from "./gcloud/gcloud.ts";
import { json } from "./json/json.ts";
import type { Language } from "./language.ts";
import { markdown } from "./markdown/markdown.ts";
import { terraform } from "./terraform/terraform.ts";
import { yaml } from "./yaml/yaml.ts";

/** All languages; the first one that matches a document reads it. */
export const languages: readonly Language[] = [terraform, yaml, json, gcloud, markdown];

/** The language of a document, by its name and its first line; `undefined` when none reads it. */
export const languageOf = (uri: string, firstLine: string): Language | undefined =>
  languages.find((language) => language.matches(uri, firstLine));
