import { changeOf } from './change';

describe('changeOf', () => {
  it.each([
    ['more income', '125.00', '100.00', '25.00', 0.25],
    ['less income', '75.00', '100.00', '-25.00', -0.25],
    ['more spent', '-125.00', '-100.00', '-25.00', 0.25],
    ['less spent', '-75.00', '-100.00', '25.00', -0.25],
    ['nothing spent any more', '0.00', '-100.00', '100.00', -1],
    ['no change', '100.00', '100.00', '0.00', 0],
    ['from nothing to something', '50.00', '0.00', '50.00', null],
    ['nothing as before', '0.00', '0.00', '0.00', null],
    ['from loss to gain', '50.00', '-100.00', '150.00', null],
    ['from gain to loss', '-50.00', '100.00', '-150.00', null],
  ])('of %s: %s after %s', (_, now, before, difference, share) => {
    expect(changeOf(now, before)).toEqual({ difference, share });
  });
});
