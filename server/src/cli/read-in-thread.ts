import type { MessagePort } from "node:worker_threads";
import { readAlone } from "../service/read-alone.ts";
import type { Answer, Unit } from "./files/reading-threads.ts";

/** What the program does in a thread: it reads the units that it is sent. */
export function readInThread(port: MessagePort): void {
  port.on("message", (units: readonly Unit[]) => {
    const answer: Answer = units.map(readAlone);
    port.postMessage(answer);
  });
}
