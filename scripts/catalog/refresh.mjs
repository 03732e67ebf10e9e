// Rebuilds server/data/catalog.txt from a list of roles of the IAM API.
// usage: node scripts/catalog/refresh.mjs FILE [--permissions FILE] [--date YYYY-MM-DD] [--out FILE] [--force]
//   FILE          output of roles.list?view=FULL (one or more pages), or a JSON array of such roles
//   --permissions output of gcloud iam list-testable-permissions --format=json: support in custom roles
//   --date        date of the list; today by default
//   --out         where to write; server/data/catalog.txt by default
//   --force       accept that more than a tenth of the known roles is missing
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { creditList, merge } from "./merge.mjs";
import { pack } from "./pack.mjs";
import { plainReader } from "./plain.mjs";
import { InputError, readRoles, readSupport } from "./read-list.mjs";
import { writeAtomic } from "./write.mjs";

const CATALOG = join(dirname(fileURLToPath(import.meta.url)), "../../server/data/catalog.txt");
const USAGE =
  "usage: node scripts/catalog/refresh.mjs FILE [--permissions FILE] [--date YYYY-MM-DD] [--out FILE] [--force]";

const OPTIONS = {
  permissions: { type: "string" },
  date: { type: "string" },
  out: { type: "string" },
  force: { type: "boolean" },
};

async function run(argv) {
  const { values, positionals } = readArguments(argv);
  const roles = readInput(positionals[0], readRoles);
  const support = values.permissions === undefined ? [] : readInput(values.permissions, readSupport);
  const before = readFileSync(CATALOG, "utf8");
  const readPlain = await plainReader();
  const catalog = readPlain(before);
  const date = values.date ?? new Date().toISOString().slice(0, 10);
  const result = inFile(positionals[0], () => merge(catalog, roles, support, { date, force: values.force }));
  const packed = packCredited(before, result.catalog, readPlain);
  writeAtomic(values.out ?? CATALOG, packed);
  const { added, removed } = result;
  console.log(`${roles.length} roles, ${added.length} added, ${removed.length} removed, ${packed.length} bytes`);
  for (const name of added) console.log(`+ ${name}`);
  for (const name of removed) console.log(`- ${name}`);
}

/** Credits the list when it changed anything, and checks that what was packed can be read back. */
function packCredited(before, catalog, readPlain) {
  const same = pack(catalog);
  if (same === before) return same;
  const packed = pack({ ...catalog, sources: creditList(catalog.sources, catalog.date) });
  if (pack(readPlain(packed)) !== packed) throw new Error("the packed catalog does not read back");
  return packed;
}

function readArguments(argv) {
  let parsed;
  try {
    parsed = parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new InputError(`${error.message.split("\n")[0]}\n${USAGE}`);
  }
  if (parsed.positionals.length !== 1) throw new InputError(USAGE);
  const { date } = parsed.values;
  const isDate = date === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date)));
  if (!isDate) throw new InputError(`--date is no date: ${date}`);
  return parsed;
}

function readInput(path, read) {
  let text;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new InputError(`${path}: cannot be read (${error.code})`);
  }
  return inFile(path, () => read(text));
}

/** Says in which file a problem is. */
function inFile(path, action) {
  try {
    return action();
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${path}: ${error.message}`) : error;
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
