// Texts of the languages that are read, without a word of IAM.
import type { Random } from "./random.ts";
import { NAMES } from "./words.ts";

const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

export const plainTerraform = (random: Random, i: number): string =>
  lines(
    12,
    (n) => `resource "google_compute_firewall" "rule_${i}_${n}" {
  name          = "${random.pick(NAMES)}-${n}"
  network       = google_compute_network.main.id
  source_ranges = ["10.${random.below(256)}.0.0/16"]

  allow {
    protocol = "tcp"
    ports    = ["${1000 + random.below(9000)}"]
  }
}
`,
  );

export const plainYaml = (random: Random): string =>
  lines(60, (n) => `${random.pick(NAMES)}${n}:\n  enabled: true\n  replicas: ${random.below(9)}`);

export const plainShell = (random: Random): string =>
  `#!/bin/sh\nset -eu\n${lines(40, () => `if [ -f "${random.pick(NAMES)}.txt" ]; then echo "found $1" >&2; fi`)}\n`;

export const plainProse = (random: Random, count = 40): string =>
  lines(count, () => `The ${random.pick(NAMES)} of today stand beside the ${random.pick(NAMES)} of the day before.`);

export const plainCode = (random: Random): string =>
  lines(60, (n) => `func ${random.pick(NAMES)}${n}(count int) int {\n\treturn count*${random.below(90)} + ${n}\n}`);

export const plainJson = (random: Random): string => {
  const record = Array.from({ length: 80 }, (_, n) => [`${random.pick(NAMES)}${n}`, random.below(10_000)]);
  return JSON.stringify(Object.fromEntries(record), undefined, 2);
};
