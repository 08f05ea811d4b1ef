// Loaded first into every process that Saldo's scripts start (`node --import`). A parent that is killed with
// -9 cannot stop its children, so they look for themselves: one whose parent is gone asks itself to stop, and
// insists after a while. Grandchildren inherit the flag and the variable, but not the parent: they are their
// own parent's business.
const parent = Number(process.env.SALDO_PARENT_PID);
if (process.ppid === parent) {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
    // The whole group, since some tools start helpers; every process started by the scripts leads a group of
    // its own.
    setTimeout(() => process.kill(-process.pid, 'SIGKILL'), 10_000).unref();
  }, 500).unref();
}
