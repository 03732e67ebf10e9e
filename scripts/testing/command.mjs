// Runs a command with a time limit; what it started ends with it.
import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * @param {readonly string[]} command
 * @param {{ cwd?: string, env?: Record<string, string>, minutes?: number }} options
 * @returns {Promise<number>} the exit code, or 1 when the command could not be run, was killed or ran too long
 */
export async function runCommand([program, ...args], { cwd, env = {}, minutes = 10 } = {}) {
  const child = spawn(program, args, {
    cwd,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
    detached: true,
  });
  const end = (signal) => killGroup(child, signal);
  const interrupt = () => end("SIGTERM");
  const timer = setTimeout(() => {
    console.error(`still running after ${minutes} minutes: stopped`);
    interrupt();
    setTimeout(end, 10_000, "SIGKILL").unref();
  }, minutes * 60_000);
  process.on("SIGINT", interrupt);
  try {
    const [code] = await once(child, "exit");
    return code ?? 1;
  } catch (error) {
    console.error(`${program} could not be run: ${error.message}`);
    return 1;
  } finally {
    clearTimeout(timer);
    process.off("SIGINT", interrupt);
  }
}

function killGroup({ pid }, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // The whole group has ended already.
  }
}
