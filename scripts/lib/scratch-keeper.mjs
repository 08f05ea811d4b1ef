// Clears up after a scratch PostgreSQL whose run ended without doing so: interrupted, killed, crashed.
// Called with the number of the server's process and its folder, by the process that the server is for.
import { rmSync } from 'node:fs';

const [pid, folder] = process.argv.slice(2);
const parent = process.ppid;

function signal(name) {
  try {
    return process.kill(Number(pid), name);
  } catch {
    return false;
  }
}

const timer = setInterval(() => {
  if (!signal(0)) return clearInterval(timer);
  if (process.ppid === parent) return;
  clearInterval(timer);
  signal('SIGQUIT');
  // Its last processes still write while they end.
  setTimeout(() => {
    signal('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }, 1_000);
}, 500);
