import type { ImportDetails, ImportNotice, ImportRefusal, ImportRow } from '@quad/shared/imports';
import type { Context } from '../../../platform/http/context';
import type { ImportRecord, ImportRefusalRecord } from '../../../platform/imports/import.model';
import { sentenceOf } from '../../../platform/imports/sentences';
import { namesOf } from '../../identity';

export async function presentImports(ctx: Context, records: readonly ImportRecord[]): Promise<ImportRow[]> {
  const names = await namesOf(
    records.map(({ by }) => by),
    ctx.district.id,
    ctx.platform,
  );
  return records.map(({ _id, ...record }) => ({ ...record, importId: _id, byName: names[record.by] ?? '' }));
}

export async function presentImport(ctx: Context, record: ImportRecord): Promise<ImportDetails> {
  const said = (notice: ImportNotice) => ({ ...notice, sentence: sentenceFor(ctx, record, notice) });
  const [row] = await presentImports(ctx, [record]);
  if (row === undefined) throw new Error('an import without a row');
  const { counts, guard, progress, notices, why } = record;
  return { ...row, counts, guard, progress, notices: notices.map(said), why: why && said(why) };
}

export function presentRefusal(ctx: Context, of: ImportRecord, refusal: ImportRefusalRecord): ImportRefusal {
  return { ...refusal, sentence: sentenceFor(ctx, of, refusal) };
}

function sentenceFor(
  { platform }: Context,
  { kind }: ImportRecord,
  said: Pick<ImportNotice, 'code' | 'about'>,
): string {
  return sentenceOf(platform.imports.kindOf(kind)?.sentences ?? {}, said);
}
