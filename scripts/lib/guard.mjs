// Loaded first into every process that Saldo's scripts start (`node --import`). A parent that is killed with -9 cannot stop
// its children, but the channel between them closes: then this process asks itself to stop, and insists after a while.
// Grandchildren inherit the flag and must not take their own parent's orderly end for ours.
if (process.channel && process.env.SALDO_PARENT_PID === String(process.ppid)) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    // The whole group, since some tools start helpers; every process started by the scripts leads a group of its own.
    setTimeout(() => process.kill(-process.pid, 'SIGKILL'), 10_000).unref();
  });
  // Listening for the end of the channel would otherwise keep a finished program running.
  process.channel.unref();
}
