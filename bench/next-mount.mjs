// The API where only Next runs: the same handler as a route, for comparison with server.ts.
import { createServer } from 'node:http';
import next from 'next';

const app = next({ dev: false });
await app.prepare();
const handle = app.getRequestHandler();
createServer((request, response) => handle(request, response)).listen(Number(process.env.PORT), '127.0.0.1');
