import { fuzzSeeds, mutation, problemOf } from './fuzz';

const seeds = fuzzSeeds();

test('sound files pass the check that spoiled ones are put to', () => {
  expect(seeds.length).toBeGreaterThanOrEqual(40);
  expect(seeds.map(problemOf).filter((problem) => problem !== null)).toEqual([]);
});

test('a mutation is the same whenever it is asked for', () => {
  const first = Array.from({ length: 50 }, (_, index) => mutation(seeds, 7, index));
  expect(Array.from({ length: 50 }, (_, index) => mutation(seeds, 7, index))).toEqual(first);
  expect(mutation(seeds, 8, 42)).not.toEqual(first[42]);
});

test('1,500 spoiled files are refused with a sentence or read as sound rows', () => {
  for (let index = 0; index < 1_500; index++) {
    const problem = problemOf(mutation(seeds, 1, index));
    if (problem !== null) throw new Error(`Seed 1, mutation ${index}: ${problem}`);
  }
});
