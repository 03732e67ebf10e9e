/** Runs the work; Ctrl-C during it calls `tidy` first and then ends the program as usual. */
export async function interruptible<T>(work: () => T | Promise<T>, tidy: () => void): Promise<T> {
  const onInterrupt = () => {
    tidy();
    process.off("SIGINT", onInterrupt);
    process.kill(process.pid, "SIGINT");
  };
  process.on("SIGINT", onInterrupt);
  try {
    return await work();
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}
