import { newPasswordField, refuseObvious } from './hash';

const jana = { email: 'jana.novakova@example.com', name: 'Jana Nováková' };

test.each(['jana.novakova', 'Novakova1985', 'example.com1', 'saldo-saldo-99', 'JANA nováková'])(
  'ASVS 6.2.11: "%s" is too little more than what is known of a person',
  (password) => {
    expect(() => refuseObvious(password, jana, 'input', 'password')).toThrow(
      'This password is little more than your name',
    );
  },
);

test.each(['osm znak', 'krásná zelená saldo louka', 'Jana jezdí na velbloudovi', 'a1b2c3d4'])(
  'ASVS 6.2.11: "%s" may hold such a word among others',
  (password) => {
    expect(() => refuseObvious(password, jana, 'input', 'password')).not.toThrow();
  },
);

test('ASVS 6.2.4, 6.2.12: the most common passwords that are long enough are refused, however they are capitalised', () => {
  for (const password of ['password1', 'PASSWORD1', '1234567890', 'qwertyuiop'])
    expect(newPasswordField.safeParse(password).success).toBe(false);
});
