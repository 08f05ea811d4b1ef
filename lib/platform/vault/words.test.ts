import { searchedWords, wordGroupsOf, wordsOf } from './words';

test.each([
  ['ŽLUŤOUČKÝ kůň', ['zlutoucky', 'kun']],
  ['Łódź', ['lodz']],
  ['Straße STRASSE', ['strasse', 'strasse']],
  ['Øl på Bøgen', ['ol', 'pa', 'bogen']],
  ['Diyarbakır İstanbul', ['diyarbakir', 'istanbul']],
  ['Đorđe', ['dorde']],
  ['Œuvre Æble Þór', ['oeuvre', 'aeble', 'thor']],
  ['№ 7', ['no', '7']],
])('the words of %s are as people type them', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test.each([
  ["O'Reilly", ['o', 'reilly', 'oreilly']],
  ['O’Reilly', ['o', 'reilly', 'oreilly']],
  ['O´Reilly', ['o', 'reilly', 'oreilly']],
  ['H&M', ['h', 'm', 'hm']],
  ['E.ON', ['e', 'on', 'eon']],
  ['Coca-Cola', ['coca', 'cola', 'cocacola']],
  ['35,50', ['35', '50', '3550']],
  ['bread, milk', ['bread', 'milk']],
  ['...-&', []],
])('punctuation inside of %s makes the parts and the whole', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('what belongs together stays together', () => {
  expect(wordGroupsOf("Marks & Spencer, O'Reilly")).toEqual([['marks'], ['spencer'], ['o', 'reilly']]);
});

test('a row is found by ninety words, each once and by 24 letters at most', () => {
  const many = Array.from({ length: 100 }, (_, index) => `word${index}`).join(' ');
  expect(searchedWords([many, many])).toHaveLength(90);
  expect(searchedWords(['x'.repeat(40), null, undefined, 'x'.repeat(30)])).toEqual(['x'.repeat(24)]);
});
