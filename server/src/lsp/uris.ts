/**
 * One spelling for each URI: editors escape different characters of a path, and a file that is open and its copy on disk must
 * be the same document. Only the path is respelled; the drive letter of a Windows path becomes lower-case.
 */
export function canonical(uri: string): string {
  const [, start = "", path = ""] = /^([a-z][\w+.-]*:(?:\/\/[^/?#]*)?)([^?#]*)/i.exec(uri) ?? [];
  if (start === "" || !path.startsWith("/")) return uri;
  const rest = uri.slice(start.length + path.length);
  const spelled = path.split("/").map(respell).join("/");
  return start + spelled.replace(/^\/([A-Z])%3A/, (_, drive: string) => `/${drive.toLowerCase()}%3A`) + rest;
}

function respell(segment: string): string {
  try {
    return escapeSegment(decodeURIComponent(segment));
  } catch {
    return segment;
  }
}

/** As VS Code does: all but letters, digits and `-._~`. */
const escapeSegment = (name: string): string =>
  encodeURIComponent(name).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

export const folderOf = (uri: string): string => uri.slice(0, uri.lastIndexOf("/"));

export const nameOf = (uri: string): string => {
  try {
    return decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1));
  } catch {
    return uri.slice(uri.lastIndexOf("/") + 1);
  }
};

/** The URI of an entry of a folder. */
export const childOf = (folder: string, name: string): string => `${folder.replace(/\/$/, "")}/${escapeSegment(name)}`;

/** Whether a document lies in a folder or below. */
export const isBelow = (uri: string, folder: string): boolean => uri.startsWith(`${folder.replace(/\/$/, "")}/`);

/** Ends of names by language id, for documents whose own name tells no language. */
const ENDINGS: Readonly<Record<string, string>> = {
  terraform: ".tf",
  opentofu: ".tofu",
  yaml: ".yaml",
  json: ".json",
  jsonc: ".json",
  jsonl: ".jsonl",
  shellscript: ".sh",
  markdown: ".md",
  mdx: ".mdx",
  restructuredtext: ".rst",
  asciidoc: ".adoc",
  dockerfile: ".dockerfile",
  makefile: ".mk",
  just: ".just",
  powershell: ".ps1",
  bat: ".bat",
};

/** The URI under which a document is kept: with an ending that tells the language its editor has chosen. */
export const withLanguage = (uri: string, languageId: string): string => uri + (ENDINGS[languageId] ?? "");
