import { networkOf } from './network';

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:0:0:0:0/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2:0:0:0:0/64'],
  ['2001:db8:1:3::9', '2001:db8:1:3:0:0:0:0/64'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['fe80::1%eth0', 'fe80:0:0:0:0:0:0:0/64'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
