// To be imported before anything else: the level is read once, when the first module asks for the
// environment.
process.env.LOG_LEVEL = 'info';

let written = '';

// The logger writes through the stream where it finds its method replaced, and straight into the file
// otherwise.
beforeAll(() => {
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
beforeEach(() => (written = ''));

export type Line = Record<string, unknown> & { level: number; msg: string };

/** What has been logged since the test began, exactly as it was written. */
export function logged(): string {
  return written;
}

/** The lines with one message, as a program reads them. */
export function linesOf(message: string): Line[] {
  return logged()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
    .filter(({ msg }) => msg === message);
}
