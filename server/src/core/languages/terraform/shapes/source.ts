/** Where a module comes from, apart from its version. */
export interface ModuleSource {
  /** `owner/name` in lower case, without the words that repositories of modules begin with; a folder for a local one. */
  readonly from: string;
  /** The folder inside, without slashes around it: `modules/project`. */
  readonly folder: string;
  readonly isLocal: boolean;
}

const REGISTRY =
  /^(?:(?:registry\.terraform\.io|registry\.opentofu\.org|app\.terraform\.io)\/)?([\w-]+)\/([\w-]+)\/[\w-]+$/;
const REPOSITORY = /(?:^|[/@.])github\.com[/:]([\w.-]+)\/([\w.-]+?)(?:\.git)?$/;

/** The form without a protocol, in which a folder may follow the repository's name like any other part. */
const SHORT = /^(github\.com\/[\w.-]+\/[\w.-]+)\/(?!\/)/;

/**
 * Reads the `source` of a module call: an address of the registry, a repository on GitHub in any of its forms, or a path,
 * which is resolved against `folder`. `undefined` for anything else.
 */
export function readModuleSource(text: string, folder: string): ModuleSource | undefined {
  const plain = text.trim().replace(/\?.*$/s, "");
  if (/^\.\.?(?:\/|$)/.test(plain)) return { from: resolved(folder, plain), folder: "", isLocal: true };
  const { address, inside } = splitFolder(plain.replace(SHORT, "$1//"));
  const match = REGISTRY.exec(address) ?? REPOSITORY.exec(address);
  const [, owner, name] = match ?? [];
  if (owner === undefined || name === undefined) return undefined;
  const short = name.toLowerCase().replace(/^terraform-google-/, "");
  return { from: `${owner.toLowerCase()}/${short}`, folder: inside, isLocal: false };
}

/** Splits at the `//` that is not the one of a protocol. */
function splitFolder(text: string): { readonly address: string; readonly inside: string } {
  const scheme = /^(?:[\w+]+::)?(?:\w+:\/\/)?/.exec(text)?.[0].length ?? 0;
  const at = text.indexOf("//", scheme);
  if (at < 0) return { address: text, inside: "" };
  return { address: text.slice(0, at), inside: text.slice(at + 2).replace(/^\/+|\/+$/g, "") };
}

function resolved(folder: string, path: string): string {
  const parts = folder.split("/");
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
