import { join } from "node:path";
import { runCached } from "./code-cache.ts";

/** A check uses most of the program, so that its code is worth keeping. */
runCached(join(__dirname, "cli-program.cjs"), process.argv[2] === "check");
