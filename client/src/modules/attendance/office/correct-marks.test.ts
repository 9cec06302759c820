import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeApi } from '../../../test-support/fake-api';
import { FakeRegister, pupils } from '../../../test-support/fake-register';
import { correctMark } from './correct-marks';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));

let register: FakeRegister;
beforeEach(() => {
  register = new FakeRegister();
  fakeApi(register.routes());
});
afterEach(() => vi.unstubAllGlobals());

const actor = '9'.repeat(24);
const correct = (ifVer: number) =>
  correctMark(
    {
      registerId: register.id,
      change: { pupil: pupils.ada, code: 'E', ifVer },
      reason: 'At the dentist',
    },
    actor,
  );

test('a closed register is corrected for a reason, and what comes back takes it back', async () => {
  register.otherMarks(pupils.ada, 'A');
  register.state = { ...register.state, status: 'closed' };
  const back = await correct(1);
  expect(register.code(pupils.ada)).toBe('E');
  expect(register.log.at(-1)).toMatchObject({ reason: 'At the dentist', by: actor });
  if (back === null) throw new Error('nothing was changed');
  await correctMark({ ...back, reason: 'Taken back' }, actor);
  expect(register.code(pupils.ada)).toBe('A');
});

test('a mark somebody changed meanwhile stays as it is', async () => {
  register.otherMarks(pupils.ada, 'A');
  register.otherMarks(pupils.ada, 'P');
  expect(await correct(1)).toBeNull();
  expect(register.code(pupils.ada)).toBe('P');
});
