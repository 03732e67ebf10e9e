import type { Command, Script } from "../shell/script.ts";

/** A program's name alone, as it stands before words that a document holds as a list. */
const PROGRAM = /^gcloud[ \t]+"?$/;

/** The command whose statement begins at an offset, also where its program stands before what is a statement elsewhere. */
export const commandAt = ({ commands }: Script, offset: number, text: string): Command | undefined =>
  commands.find(({ node }) => node.pos === offset) ??
  commands.find(({ node }) => node.pos < offset && offset < node.end && PROGRAM.test(text.slice(node.pos, offset)));
