import { format } from 'node:util';

// A warning on the console is a defect that nobody asserted. A test that expects one says so by replacing the
// method: `jest.spyOn(console, 'error').mockImplementation()`.
const methods = ['error', 'warn'] as const;
let said: string[] = [];

beforeAll(() => {
  for (const method of methods)
    console[method] = (...args: unknown[]) => said.push(`console.${method}: ${format(...args)}`);
});

afterEach(() => {
  const unexpected = said;
  said = [];
  if (unexpected.length > 0)
    throw new Error(`The test passed, but said something nobody expected:\n${unexpected.join('\n')}`);
});
