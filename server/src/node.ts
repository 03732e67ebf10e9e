import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { nodeHost } from "./lsp/node-host.ts";
import { startServer } from "./lsp/server.ts";

const TRANSPORTS = /^--(?:stdio|node-ipc|socket|pipe)(?:=|$)/;

const { argv, stdin, stdout } = process;
const connection = argv.some((argument) => TRANSPORTS.test(argument))
  ? createConnection(ProposedFeatures.all)
  : createConnection(ProposedFeatures.all, stdin, stdout);
startServer(connection, nodeHost());
