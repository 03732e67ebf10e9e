// Reads what the IAM API and gcloud print about roles and permissions, and checks it. Problems are errors of one line.

const ROLE = /^roles\/[A-Za-z0-9_.]+$/;
/** With a service's host or its short name before the resource: `iam.googleapis.com/workforcePools.get`, `run.jobs.run`. */
const PERMISSION = /^(?:[A-Za-z0-9.-]+\/)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9_-]+)+$/;
const STAGES = { undefined: "ALPHA", ALPHA: "ALPHA", BETA: "BETA", GA: "GA", DEPRECATED: "DEPRECATED", EAP: "ALPHA" };
const SUPPORT = { undefined: "S", SUPPORTED: "S", TESTING: "T", NOT_SUPPORTED: "N" };

/** A problem with the input, not with the program. */
export class InputError extends Error {}

/**
 * @param text one or more pages of `roles.list?view=FULL`, or an array of roles as gcloud prints it
 * @returns `[{ name, title, stage, permissions }]`; permissions are `undefined` where the list gives none
 */
export function readRoles(text) {
  const roles = itemsOf(text, "roles")
    .filter((role) => role?.deleted !== true)
    .map(readRole);
  if (roles.length === 0) throw new InputError("holds no roles");
  if (roles.every(({ permissions }) => permissions === undefined)) {
    throw new InputError("no role has includedPermissions: ask for view=FULL");
  }
  checkUnique(roles);
  return roles;
}

function readRole(role, index) {
  const at = `role ${index + 1}`;
  if (typeof role?.name !== "string") throw new InputError(`${at} has no name`);
  if (!ROLE.test(role.name)) throw new InputError(`${at} is no predefined role: ${JSON.stringify(role.name)}`);
  const stage = STAGES[role.stage];
  if (stage === undefined) throw new InputError(`${role.name} has an unknown stage: ${JSON.stringify(role.stage)}`);
  const title = typeof role.title === "string" ? role.title.replace(/\s+/g, " ").trim() : "";
  return { name: role.name, title, stage, permissions: readPermissionNames(role) };
}

function readPermissionNames({ name, includedPermissions: names }) {
  if (names === undefined) return undefined;
  if (!Array.isArray(names)) throw new InputError(`${name}: includedPermissions is no list`);
  const bad = names.find((permission) => typeof permission !== "string" || !PERMISSION.test(permission));
  if (bad !== undefined) throw new InputError(`${name} holds what is no permission: ${JSON.stringify(bad)}`);
  return [...new Set(names)];
}

function checkUnique(items) {
  const seen = new Set();
  for (const { name } of items) {
    if (seen.has(name)) throw new InputError(`${name} is listed twice`);
    seen.add(name);
  }
}

/**
 * @param text pages of `permissions.queryTestablePermissions`, or the array of `gcloud iam list-testable-permissions`
 * @returns `[{ name, custom }]`
 */
export function readSupport(text) {
  return itemsOf(text, "permissions").map((item, index) => {
    if (typeof item?.name !== "string" || !PERMISSION.test(item.name)) {
      throw new InputError(`item ${index + 1} is no permission: ${JSON.stringify(item?.name ?? item)}`);
    }
    const custom = SUPPORT[item.customRolesSupportLevel];
    if (custom === undefined) {
      throw new InputError(
        `${item.name} has an unknown support level: ${JSON.stringify(item.customRolesSupportLevel)}`,
      );
    }
    return { name: item.name, custom };
  });
}

/** The items of all pages, however they are wrapped. */
function itemsOf(text, field) {
  const documents = parseAll(text).flat();
  const pages = documents.filter((item) => Array.isArray(item?.[field]));
  const last = pages.at(-1);
  if (last?.nextPageToken) throw new InputError("is not complete: its last page has a nextPageToken");
  const isWrapped =
    pages.length > 0 || documents.every((item) => item !== null && typeof item === "object" && !item.name);
  return isWrapped ? pages.flatMap((page) => page[field]) : documents;
}

/** One JSON document, or several behind one another. */
function parseAll(text) {
  try {
    return [JSON.parse(text)];
  } catch (error) {
    const pieces = text.split(/(?<=^[}\]])\s*\n(?=[{[])/m).filter((piece) => piece.trim() !== "");
    if (pieces.length < 2) throw new InputError(`is no JSON: ${firstLine(error)}`);
    return pieces.map(parsePiece);
  }
}

function parsePiece(piece, index) {
  try {
    return JSON.parse(piece);
  } catch (error) {
    throw new InputError(`page ${index + 1} is no JSON: ${firstLine(error)}`);
  }
}

const firstLine = (error) => String(error.message).split("\n")[0];
