// Reads a packed catalog back into the plain form that pack.mjs takes, with the decoder that the server itself uses.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const CORE = join(dirname(fileURLToPath(import.meta.url)), "../../server/src/core/catalog");

/** A module of the core's catalog, bundled in memory. */
export async function loadCore(file) {
  const { outputFiles } = await build({
    entryPoints: [join(CORE, file)],
    bundle: true,
    write: false,
    format: "esm",
    target: "node20",
    loader: { ".txt": "text" },
    logLevel: "error",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/** @returns a function from packed text to the plain catalog; it throws when the text is not a packed catalog. */
export async function plainReader() {
  const core = await loadCore("unpack.ts");
  return (text) => {
    const [header, names, support, roles, removed, unlisted] = core.sectionsOf(text);
    const { date, sources } = JSON.parse(header);
    const levels = core.unpackSupport(support);
    const permissions = core.unpackPermissions(names).map((name, index) => ({ name, ...levels[index] }));
    const packed = core.unpackRoles(roles);
    return {
      date,
      sources,
      permissions,
      roles: packed.map(({ role: { size, ...role }, set }) => {
        const names = permissionsOf(core, set, packed, permissions);
        if (names?.length !== size)
          throw new Error(`${role.name}: ${size} permissions stated, ${names?.length} packed`);
        return { ...role, permissions: names };
      }),
      removed: core.unpackRemoved(removed),
      unlisted: core.linesOf(unlisted),
    };
  };
}

function permissionsOf(core, set, packed, permissions) {
  if (set === "$?") return undefined;
  const text = set.startsWith("$") ? packed[Number(set.slice(1))].set : set;
  const runs = core.unpackRuns(text);
  const names = [];
  for (let i = 0; i < runs.length; i += 2) {
    for (let number = runs[i]; number < runs[i + 1]; number++) names.push(permissions[number].name);
  }
  return names;
}
