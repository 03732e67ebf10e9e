import { harmless, padded, widthOf } from "./width.ts";

/** Lines of a table whose columns are as wide as their widest cell. */
export function* columns(rows: readonly (readonly string[])[]): Generator<string> {
  const lines = rows.map((cells) => cells.map(harmless));
  const count = Math.max(0, ...lines.map(({ length }) => length));
  const widths = Array.from({ length: count }, (_, column) =>
    lines.reduce((most, cells) => Math.max(most, widthOf(cells[column] ?? "")), 0),
  );
  for (const cells of lines)
    yield `${cells
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd()}\n`;
}
