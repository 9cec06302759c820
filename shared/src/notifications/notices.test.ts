import { expect, it } from 'vitest';
import { settingOf } from './notices';

it('what is chosen holds for whom it concerns; what protects the access reaches everybody, with a role today or without', () => {
  const off = { app: false, mail: 'off' } as const;
  expect(settingOf('childMissing', ['teacher', 'guardian'], { childMissing: off })).toEqual(off);
  expect(settingOf('childMissing', ['teacher'], { childMissing: off })).toBeNull();
  expect(settingOf('passwordChanged', [], { passwordChanged: off })).toEqual({ app: true, mail: 'now' });
});
