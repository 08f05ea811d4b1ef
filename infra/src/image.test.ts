import { readFileSync } from 'node:fs';
import path from 'node:path';

const read = (file: string) => readFileSync(path.resolve(__dirname, '../..', file), 'utf8');

describe('the image', () => {
  it('ASVS 13.4.1: is made without the repository, without secrets and without what tests leave behind', () => {
    const left = read('.dockerignore').split('\n');
    for (const name of ['.git', '.env*', '.saldo', 'e2e', '**/*.test.ts']) expect(left).toContain(name);
  });

  it('ASVS 13.2.2: holds only what the build put together, and runs as somebody who cannot change it', () => {
    const [, final = ''] = read('Dockerfile').split(/^FROM \$\{NODE_IMAGE\}$/m);
    expect(
      final.match(/^(COPY|ADD|USER|RUN) .*/gm)?.filter((line) => !/^COPY --from=[\w-]+ /.test(line)),
    ).toEqual(['RUN mkdir /backups && chown node:node /backups', 'USER node']);
  });
});
