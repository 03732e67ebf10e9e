/** A stretch of text for people. */
export type Inline = string | { readonly code: string } | { readonly strong: string } | Link;

interface Link {
  readonly label: string | { readonly code: string };
  readonly href: string;
}

export type Line = readonly Inline[];

/** `prose` is Markdown that is written to be read unrendered too. */
export type Block =
  | { readonly kind: "title"; readonly line: Line }
  | { readonly kind: "paragraph"; readonly line: Line }
  | { readonly kind: "list"; readonly items: readonly Line[] }
  | { readonly kind: "prose"; readonly markdown: string };

/** What is told about something, in both forms that editors and terminals ask for. */
export interface Description {
  readonly markdown: string;
  readonly plain: string;
}

export const title = (...line: Line): Block => ({ kind: "title", line });
export const paragraph = (...line: Line): Block => ({ kind: "paragraph", line });
export const list = (items: readonly Line[]): Block => ({ kind: "list", items });
export const prose = (markdown: string): Block => ({ kind: "prose", markdown });

/** Prints blocks in both forms; a list follows the paragraph above it without a gap. */
export function describe(blocks: readonly Block[]): Description {
  return { markdown: print(blocks, markdownLine, "**"), plain: print(blocks, plainLine, "") };
}

function print(blocks: readonly Block[], line: (line: Line) => string, mark: string): string {
  let text = "";
  for (const block of blocks) {
    if (text !== "") text += block.kind === "list" ? "\n" : "\n\n";
    text += printBlock(block, line, mark);
  }
  return text;
}

function printBlock(block: Block, line: (line: Line) => string, mark: string): string {
  switch (block.kind) {
    case "title":
      return `${mark}${line(block.line)}${mark}`;
    case "paragraph":
      return line(block.line);
    case "list":
      return block.items.map((item) => `- ${line(item)}`).join("\n");
    case "prose":
      return block.markdown.trim();
  }
}

const markdownLine = (line: Line): string =>
  line
    .map((inline) => {
      if (typeof inline === "string" || "code" in inline) return markdownText(inline);
      return "strong" in inline
        ? `**${markdownText(inline.strong)}**`
        : `[${markdownText(inline.label)}](${inline.href})`;
    })
    .join("");

const markdownText = (text: string | { readonly code: string }): string =>
  typeof text === "string" ? escapeMarkdown(text) : `\`${oneLine(text.code).replaceAll("`", "'")}\``;

const plainLine = (line: Line): string =>
  line
    .map((inline) => {
      if (typeof inline === "string" || "code" in inline) return plainText(inline);
      return "strong" in inline ? plainText(inline.strong) : `${plainText(inline.label)}: ${inline.href}`;
    })
    .join("");

const plainText = (text: string | { readonly code: string }): string =>
  oneLine(typeof text === "string" ? text : text.code);

const escapeMarkdown = (text: string): string => oneLine(text).replaceAll(/[\\`*_[\]<>|]/g, "\\$&");

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");
