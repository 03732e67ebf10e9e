import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { seeded } from "./corpus/random.ts";
import { terraformFile } from "./corpus/terraform.ts";
import { inTemporaryFolder, runNode } from "./processes.ts";
import { mb, ms, type Section } from "./report.ts";
import { median } from "./statistics.ts";

const RUNS = 20;
/** Findings are expected in the generated file. */
const CODES = [0, 1];

/** The command line from nothing to its report on one file. */
export function coldStart(): Section {
  return inTemporaryFolder((folder) => {
    const file = join(folder, "main.tf");
    writeFileSync(file, terraformFile(seeded(8), 40));
    process.env.XDG_CACHE_HOME = join(folder, "cache");
    runNode(["dist/cli.cjs", "check", file], CODES);
    const plain = join(folder, "plain.tf");
    writeFileSync(plain, 'terraform {\n  required_version = ">= 1.5"\n}\n');
    return {
      title: "Cold start",
      how: `The median of ${RUNS} processes each, from start to end; but for the first time on a machine, code of an earlier run is at hand.`,
      rows: [
        ["command", "time", "memory"],
        row("`node -e 0`", ["-e", "0"]),
        row("`gcp-iam-lint --version`", ["dist/cli.cjs", "--version"]),
        row("`gcp-iam-lint check`, a file without IAM", ["dist/cli.cjs", "check", plain]),
        row("`gcp-iam-lint check`, a file with 40 grants", ["dist/cli.cjs", "check", file]),
        row("the same for the first time on a machine", ["dist/cli-program.cjs", "check", file]),
      ],
    };
  });
}

function row(name: string, args: readonly string[]): readonly string[] {
  const runs = Array.from({ length: RUNS }, () => runNode(args, CODES));
  return [name, ms(median(runs.map(({ ms }) => ms))), mb(median(runs.map(({ peak }) => peak)))];
}
