import type { DocumentFilter, LanguageClientOptions } from "vscode-languageclient";

const LANGUAGES = [
  "terraform",
  "terraform-vars",
  "opentofu",
  "opentofu-vars",
  "yaml",
  "json",
  "jsonc",
  "jsonl",
  "shellscript",
  "markdown",
  "mdx",
  "restructuredtext",
  "asciidoc",
  "dockerfile",
  "makefile",
  "just",
  "powershell",
  "bat",
];
/** Names of files that other extensions give language ids of their own. */
const PATTERNS = [
  "**/*.{tf,tofu,tfvars}",
  "**/*.{tf,tofu}.json",
  "**/*.{yaml,yml,jinja}",
  "**/*.{sh,bash,zsh,ksh}",
  "**/*.{mdx,rst,adoc}",
  "**/{Dockerfile,Containerfile,justfile,Makefile}*",
];

/** `iamLint` is also where the client looks for its trace setting. */
export const CLIENT_ID = "iamLint";
export const CLIENT_NAME = "IAM Lint";

/** Which documents the server is told about, in the file systems of the given schemes. */
export const clientOptions = (schemes: readonly string[]): LanguageClientOptions => ({
  documentSelector: schemes.flatMap((scheme): DocumentFilter[] => [
    ...LANGUAGES.map((language) => ({ scheme, language })),
    ...PATTERNS.map((pattern) => ({ scheme, pattern })),
  ]),
});
