/** A word of a role's id, reduced to what it means. */
export interface Word {
  readonly stem: string;
  /** The family of words that say what the role allows (`view` for viewer and reader); absent for words that say on what. */
  readonly level?: string;
}

/** Families of words for what a role allows; each word stands with the family that it is most often used for. */
const FAMILIES: Readonly<Record<string, string>> = {
  view: "view viewer views read reader reads readonly get getter list lister browse browser inspect inspector see",
  edit: "edit editor write writer writes modify modifier update updater contribute contributor readwrite change changer",
  admin:
    "admin admins administrator administrators administer owner own owners manage manager management full fullaccess control superuser superadmin",
  operate: "operate operator",
  access: "access accessor accesser",
  invoke: "invoke invoker invocation call caller trigger",
  use: "use user users usage consume consumer consumers",
  client: "client clients connect connector",
  create: "create creator add adder make maker",
  delete: "delete deleter remove remover destroy destroyer",
  publish: "publish publisher publishers send sender produce producer",
  subscribe: "subscribe subscriber subscribers listen listener pull puller",
  develop: "develop developer developers dev deploy deployer deployment",
  run: "run runner execute executor exec executer",
  review: "review reviewer audit auditor",
  agent: "agent agents",
  encrypt: "encrypt encrypter encryptor",
  decrypt: "decrypt decrypter decryptor",
  sign: "sign signer",
  verify: "verify verifier",
};

/** How far apart two families are: what people mix up. Pairs that are absent have nothing to do with each other. */
const NEAR: Readonly<Record<string, number>> = {
  "review view": 0.12,
  "access view": 0.24,
  "use view": 0.32,
  "admin edit": 0.25,
  "create edit": 0.27,
  "edit use": 0.32,
  "edit publish": 0.22,
  "agent edit": 0.3,
  "agent create": 0.3,
  "develop edit": 0.28,
  "admin develop": 0.38,
  "develop run": 0.34,
  "client use": 0.16,
  "access use": 0.2,
  "access client": 0.25,
  "invoke use": 0.25,
  "invoke run": 0.15,
  "access invoke": 0.3,
  "subscribe view": 0.28,
  "subscribe use": 0.22,
  "create publish": 0.28,
  "admin operate": 0.25,
  "run use": 0.3,
};

/** Words that are nearer to another family than their own is. */
const NEAR_WORDS: Readonly<Record<string, number>> = { "writ create": 0.1, "writ publish": 0.1, "read access": 0.2 };

/** How far apart what two words allow is, `undefined` when they have nothing to do with each other. */
export function nearness(a: Word, b: Word): number | undefined {
  if (a.level === undefined || b.level === undefined) return undefined;
  const special = NEAR_WORDS[`${a.stem} ${b.level}`];
  return special ?? NEAR[a.level < b.level ? `${a.level} ${b.level}` : `${b.level} ${a.level}`];
}

const LEVELS: ReadonlyMap<string, string> = new Map(
  Object.entries(FAMILIES).flatMap(([family, words]) => words.split(" ").map((word) => [word, family] as const)),
);

/** Short forms, and words that role ids say in another way. */
const EXPANSIONS: Readonly<Record<string, readonly string[]>> = {
  sa: ["service", "account"],
  serviceaccount: ["service", "account"],
  serviceaccounts: ["service", "account"],
  impersonate: ["token", "creator"],
  impersonator: ["token", "creator"],
  actas: ["user"],
  db: ["database"],
  databases: ["database"],
  vm: ["instance"],
  repositories: ["repo"],
  repository: ["repo"],
  org: ["organization"],
  organisation: ["organization"],
  api: ["api"],
  apikey: ["api", "key"],
  apikeys: ["api", "key"],
  cryptokey: ["crypto", "key"],
  cryptokeys: ["crypto", "key"],
};

/** Words that fill role ids without telling roles apart. */
const FILLERS = new Set([
  "data",
  "object",
  "resource",
  "role",
  "item",
  "all",
  "the",
  "for",
  "of",
  "and",
  "policy",
  "account",
]);

export const isFiller = (word: Word): boolean => FILLERS.has(word.stem);

/** Ends of words that were written without a capital: `dataviewer`. */
const FUSED =
  /^([a-z]{3,}?)(viewer|reader|editor|writer|admin|user|accessor|invoker|creator|publisher|subscriber|developer|owner|manager|agent)$/;

/** The words of an id, in camel case or with any separators. */
export function wordsOf(text: string): readonly Word[] {
  const pieces = text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return pieces.flatMap(expand).map(wordOf);
}

function expand(piece: string): readonly string[] {
  if (piece === "") return [];
  if (Object.hasOwn(EXPANSIONS, piece)) return EXPANSIONS[piece] ?? [piece];
  if (LEVELS.has(piece)) return [piece];
  const fused = FUSED.exec(piece);
  return fused === null ? [piece] : [...expand(fused[1] ?? ""), fused[2] ?? ""];
}

function wordOf(piece: string): Word {
  const level = LEVELS.get(piece);
  const stem = stemOf(piece);
  return level === undefined ? { stem } : { stem, level };
}

/** Without plural and without the ending of a doer, so that `publisher` and `publish` are one. */
function stemOf(piece: string): string {
  const single = piece.length > 3 ? piece.replace(/ies$/, "y").replace(/(?<!s|u|i)s$/, "") : piece;
  const bare = single.length > 5 ? single.replace(/(?:er|or)$/, "") : single;
  return bare.length > 3 ? bare.replace(/e$/, "") : bare;
}
