// What every process of Saldo is given by `npm start`; fixed here, so that a failing test fails the same way
// again.
process.env.DB_ENCRYPTION_KEY = `test:${Buffer.alloc(32, 7).toString('base64')}`;
process.env.NEXTAUTH_SECRET ??= 'a secret that only tests use';
process.env.NEXTAUTH_URL ??= 'http://localhost:3000';
process.env.LOG_LEVEL ??= 'silent';
