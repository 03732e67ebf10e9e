// Packs a plain catalog into the text that server/src/core/catalog/unpack.ts reads. That file documents the format.

/** Printable, and never escaped inside a quoted string or a template. */
export const ALPHABET = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
  .filter((c) => !'"$\\`'.includes(c))
  .join("");

const STAGES = ["ALPHA", "BETA", "GA", "DEPRECATED"];
const KINDS = ["basic", "predefined", "serviceAgent"];
const COMMON_VERBS = 80;

/**
 * @param catalog `{ date, sources, permissions: [{name, custom, deny}], roles: [{name, title, stage, kind, permissions}],
 * removed: [{name, removed, title, replacements}], unlisted: [name] }`; the order of lists does not matter, except
 * that of `sources`. A role whose permissions are `undefined` is one of unknown permissions.
 */
export function pack(catalog) {
  const permissions = byName(catalog.permissions);
  const roles = byName(catalog.roles);
  const header = { format: 1, date: catalog.date, sources: catalog.sources };
  const sections = [
    [JSON.stringify(header)],
    packPermissions(permissions.map(({ name }) => name)),
    [packSupport(permissions)],
    packRoles(roles, new Map(permissions.map(({ name }, index) => [name, index]))),
    byName(catalog.removed).map(packRemoved),
    [...catalog.unlisted].sort(),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const byName = (items) => [...items].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

/** One symbol below 70, two below 1,690, three below 9,790, else four. */
export function varint(value) {
  const digit = (n) => ALPHABET[n % 90];
  if (value < 70) return digit(value);
  if (value < 1690) return ALPHABET[70 + Math.floor((value - 70) / 90)] + digit(value - 70);
  const rest = value < 9790 ? value - 1690 : value - 9790;
  const two = ALPHABET[Math.floor(rest / 90) % 90] + digit(rest);
  return value < 9790 ? ALPHABET[88] + two : ALPHABET[89] + ALPHABET[Math.floor(rest / 8100)] + two;
}

function sharedLength(a, b) {
  const most = Math.min(a.length, b.length, 89);
  let n = 0;
  while (n < most && a[n] === b[n]) n++;
  return n;
}

/** What `text` adds to `previous`: a symbol for how much they share, then the rest. */
const frontCode = (text, previous) => {
  const shared = sharedLength(text, previous);
  return ALPHABET[shared] + text.slice(shared);
};

function packPermissions(names) {
  const groups = groupByPrefix(names);
  const codes = commonVerbs(groups);
  const lines = [[...codes.keys()].join(" ")];
  let previous = "";
  for (const { prefix, verbs } of groups) {
    lines.push(`${frontCode(prefix, previous)} ${packVerbs(verbs, codes)}`);
    previous = prefix;
  }
  return lines;
}

/** Symbols of common verbs, the others spelled out between tildes. */
const packVerbs = (verbs, codes) => verbs.map((verb) => codes.get(verb) ?? `~${verb}~`).join("");

/** Neighbours with the same text before the last dot. */
function groupByPrefix(names) {
  const groups = [];
  for (const name of names) {
    const dot = name.lastIndexOf(".");
    const prefix = name.slice(0, dot);
    const verb = name.slice(dot + 1);
    if (groups.at(-1)?.prefix === prefix) groups.at(-1).verbs.push(verb);
    else groups.push({ prefix, verbs: [verb] });
  }
  return groups;
}

function commonVerbs(groups) {
  const counts = new Map();
  for (const verb of groups.flatMap(({ verbs }) => verbs)) counts.set(verb, (counts.get(verb) ?? 0) + 1);
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, COMMON_VERBS);
  return new Map(ranked.map(([verb], index) => [verb, ALPHABET[index]]));
}

/** Runs of equal support: letter (lower case: not usable in deny policies; Q stands for `?`), then how many. */
function packSupport(permissions) {
  let text = "";
  let start = 0;
  const letters = permissions.map(({ custom, deny }) => {
    const letter = custom === "?" ? "Q" : custom;
    return deny ? letter : letter.toLowerCase();
  });
  for (let end = 1; end <= letters.length; end++) {
    if (letters[end] === letters[start]) continue;
    text += letters[start] + (end - start === 1 ? "" : end - start);
    start = end;
  }
  return text;
}

function packRoles(roles, indexOf) {
  const seen = new Map();
  let previous = "";
  return roles.map((role, index) => {
    const short = role.name.slice("roles/".length);
    const flags = ALPHABET[STAGES.indexOf(role.stage) * KINDS.length + KINDS.indexOf(role.kind)];
    const size = role.permissions?.length ?? "";
    const fields = [frontCode(short, previous), role.title, `${flags}${size}`, packSet(role, index, indexOf, seen)];
    previous = short;
    return fields.join("\t");
  });
}

/** Gap and length of each run of permission numbers; `$n` for the same set as role n, `$?` for unknown. */
function packSet({ permissions }, index, indexOf, seen) {
  if (permissions === undefined) return "$?";
  const text = packRuns(permissions.map((name) => indexOf.get(name)).sort((a, b) => a - b));
  if (text === "") return "";
  const twin = seen.get(text);
  if (twin !== undefined) return `$${twin}`;
  seen.set(text, index);
  return text;
}

function packRuns(numbers) {
  let text = "";
  let next = 0;
  for (let i = 0; i < numbers.length; ) {
    let end = i + 1;
    while (end < numbers.length && numbers[end] === numbers[end - 1] + 1) end++;
    text += varint(numbers[i] - next) + varint(end - i - 1);
    next = numbers[end - 1] + 1;
    i = end;
  }
  return text;
}

const packRemoved = ({ name, removed, title, replacements }) =>
  [
    name.slice("roles/".length),
    removed ?? "",
    title ?? "",
    (replacements ?? []).map((role) => role.slice(6)).join(" "),
  ].join("\t");
