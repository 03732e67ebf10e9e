/** What a permission lets its holder do, roughly. `tags` is noise that comes with nearly every resource. */
export type Deed = "read" | "create" | "change" | "delete" | "access" | "tags" | "use";

const WORDS: Readonly<Record<Exclude<Deed, "use" | "tags" | "access">, string>> = {
  read: `get list fetch search query lookup view read check find count aggregate show enumerate watch sample preview export
    download introspect describe retrieve compute estimate`,
  create:
    "create insert import upload register clone copy restore undelete provision allocate initialize duplicate add",
  change: `update set patch move rename enable disable modify edit replace configure resize upgrade attach detach bind unbind
    associate link unset label rollback reset apply enroll unenroll commit rotate mutate`,
  delete: "delete remove purge destroy trash",
};

const DEEDS: ReadonlyMap<string, Deed> = new Map(
  Object.entries(WORDS).flatMap(([deed, words]) => words.split(/\s+/).map((word) => [word, deed as Deed] as const)),
);

/** Verbs of use as a sentence says them before the resource, where the words of their name do not. */
const SAYINGS: Readonly<Record<string, string>> = {
  actAs: "runs as",
  getAccessToken: "gets access tokens of",
  getOpenIdToken: "gets ID tokens of",
  implicitDelegation: "delegates through",
  signBlob: "signs as",
  signJwt: "signs tokens as",
  useToEncrypt: "encrypts with",
  useToDecrypt: "decrypts with",
  useToEncryptViaDelegation: "encrypts through services with",
  useToDecryptViaDelegation: "decrypts through services with",
  useToSign: "signs with",
  useToVerify: "verifies with",
  osLogin: "logs in to",
  osAdminLogin: "logs in as administrator to",
  sshRead: "opens SSH sessions to",
  sshRoot: "opens SSH sessions as root to",
  runWithOverrides: "runs with overrides",
  login: "logs in to",
  connect: "connects to",
  publish: "publishes to",
  consume: "takes messages from",
  attachSubscription: "subscribes to",
  uploadArtifacts: "uploads artifacts to",
  downloadArtifacts: "downloads artifacts from",
  deleteArtifacts: "deletes artifacts from",
  accessViaIAP: "gets through to",
};

/** The same for verbs that mean this in one service only. */
const SERVICE_SAYINGS: Readonly<Record<string, string>> = {
  "secretmanager.access": "reads the content of",
  "container.exec": "runs commands in",
};

const TAGS = /TagBindings?$|EffectiveTags$/;
const ACCESS = /^setIamPolicy$|^(?:create|update|delete)PolicyBinding$/;
/** Beginnings that say how, not what: `bulkDelete`, `pscCreate`. */
const MANNER = /^(?:psc|bulk|batch|async|full)(?=[A-Z])/;

/** By the last part of a permission's name: `setIamPolicy`, `runWithOverrides`. */
export function deedOf(verb: string): Deed {
  if (Object.hasOwn(SAYINGS, verb)) return "use";
  if (TAGS.test(verb)) return "tags";
  if (ACCESS.test(verb)) return "access";
  return DEEDS.get(wordsOf(verb)[0] ?? "") ?? "use";
}

const wordsOf = (verb: string): readonly string[] =>
  verb
    .replace(MANNER, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(" ");

/** A verb of use as a sentence says it before the resource: `invokes`, `logs in to`, `redeems promotion of`. */
export function saying(service: string, verb: string): string {
  const own = SERVICE_SAYINGS[`${service}.${verb}`];
  if (own !== undefined) return own;
  if (Object.hasOwn(SAYINGS, verb)) return SAYINGS[verb] ?? verb;
  const [first = "", ...rest] = wordsOf(verb);
  return [thirdPerson(first), ...(rest.length === 0 ? [] : [...rest, "of"])].join(" ");
}

function thirdPerson(word: string): string {
  if (/(?:s|sh|ch|x|z)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
