import type { ActionKind, ActionsReply, Submission } from '@quad/shared/attendance';
import { addDays, type Permission } from '@quad/shared/platform';
import type { Context } from '../../platform/http/context';
import { dayOn } from '../../platform/http/day';
import { Failure } from '../../platform/http/failure';
import { holdersOf } from '../identity';
import { catchUp, readable } from './catch-up';
import { grantedCodes } from './families/granted-codes';
import type { RegisterRecord } from './register.model';
import { writerFor } from './writers';

const permissionFor: Record<ActionKind, Permission> = {
  mark: 'register:mark',
  close: 'register:close',
  reopen: 'register:reopen',
  roll: 'register:roll',
};

/** Applies a device's actions to a register and answers with what that device lacks. @throws Failure not_found, wrong_actor, unavailable */
export async function markRegister(
  ctx: Context,
  registerId: string,
  submission: Submission,
): Promise<ActionsReply> {
  if (submission.actorId !== ctx.actor.personId) throw new Failure('wrong_actor');
  await refuseStrangers(ctx, registerId, submission);
  const granted = await grantedCodes(ctx, registerId, submission);
  const { register, results } = await writerFor(ctx.platform)
    .submit(
      { districtId: ctx.scope.districtId, registerId },
      {
        submission,
        personId: ctx.actor.personId,
        roleFor: (record, kind) => roleOn(ctx, record, kind),
        isGranted: (pupil, code) => granted.has(`${pupil}|${code}`),
        now: () => ctx.now(),
      },
    )
    .catch(async (error: unknown) => {
      // a colleague is told why; the writer cannot look up names
      if (error instanceof Failure && error.code === 'not_found') await readable(ctx, registerId);
      throw error;
    });
  return { ...(await catchUp(ctx, register, { epoch: submission.epoch, since: submission.since })), results };
}

/** Whoever joins a roll is a pupil of that school. @throws Failure invalid_request */
async function refuseStrangers(ctx: Context, registerId: string, { actions }: Submission): Promise<void> {
  const joining = actions
    .flatMap((action) => (action.kind === 'roll' ? action.changes : []))
    .filter((change) => change.roll === 'join')
    .map((change) => change.pupil);
  if (joining.length === 0) return;
  const { districtId, schoolId, date } = await readable(ctx, registerId);
  const pupils = await holdersOf('student', { districtId, schoolId, date }, joining);
  const errors = joining
    .filter((id) => !pupils.has(id))
    .map((id) => ({ field: 'actions', message: `${id} is no pupil of this school` }));
  if (errors.length > 0) throw new Failure('invalid_request', undefined, { errors });
}

/** What an actor may not read does not exist for them; what they may read but not change is rejected action by action. */
export function roleOn(
  ctx: Context,
  { districtId, schoolId, classId, date }: RegisterRecord,
  kind: ActionKind,
): string | null {
  const target = { districtId, schoolId, classId, date };
  if (ctx.roleFor('register:read', target) === null) throw new Failure('not_found');
  // the next day's register is on every device; a day more is what zones may differ by
  const tooSoon = date > addDays(dayOn(ctx.now(), ctx.district.timeZone), 1);
  if (kind === 'mark' && tooSoon) return null;
  return ctx.roleFor(permissionFor[kind], target);
}
