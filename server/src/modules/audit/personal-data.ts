import type { FileAnswer } from '@quad/shared/platform';
import { zipOf, type ZipEntry } from '../../platform/files/zip';
import type { Context } from '../../platform/http/context';
import { dayOn } from '../../platform/http/day';
import { refusal } from '../schools';
import { personFor } from './person-for';

/** Without what staff wrote for staff: of that the school gives a copy, once somebody has looked through it. */
export function myData(ctx: Context): Promise<FileAnswer> {
  const { personId } = ctx.actor;
  ctx.authorize('data:own', { personId });
  return Promise.resolve(fileOf(ctx, personId, { inside: false }));
}

/** Of a child without what staff wrote for staff. @throws Failure not_found, not_allowed where another school has a part in it */
export async function personData(ctx: Context, personId: string): Promise<FileAnswer> {
  const { mine, whole } = await personFor(ctx, 'data:export', personId);
  if (!whole) throw refusal('otherSchool');
  return fileOf(ctx, personId, { inside: ![...mine.values()].includes('guardian') });
}

function fileOf(ctx: Context, personId: string, options: { inside: boolean }): FileAnswer {
  const person = { personId, districtId: ctx.scope.districtId };
  const entries = ctx.platform.personal.map((each): ZipEntry => ({
    name: `${each.collection}.jsonl`,
    content: linesOf(each.rows(person, options)),
  }));
  const today = dayOn(ctx.now(), ctx.district.timeZone);
  return { type: 'application/zip', name: `quad-data_${personId}_${today}.zip`, content: zipOf(entries) };
}

async function* linesOf(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}
