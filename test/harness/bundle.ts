import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { type BuildOptions, build } from "esbuild";

type Bundle = BuildOptions & { readonly entryPoints: readonly string[]; readonly outfile: string };

/** Builds the bundle of an entry point as it is shipped, for the time of a test; its path. */
export async function bundleOf(entryPoint: string, context: TestContext): Promise<string> {
  const { bundles } = (await import(pathToFileURL(resolve("esbuild.mjs")).href)) as { bundles: readonly Bundle[] };
  const bundle = bundles.find(({ entryPoints }) => entryPoints.includes(entryPoint));
  if (bundle === undefined) throw new Error(`no bundle of ${entryPoint}`);
  const folder = mkdtempSync(join(tmpdir(), "iam-lint-bundle-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, basename(bundle.outfile));
  await build({ ...bundle, outfile, logLevel: "error" });
  return outfile;
}
