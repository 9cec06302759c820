import { importThings, type ImportDetails, type ImportRefusal } from '@quad/shared/imports';
import { table } from '../../deploy/local/say.mjs';

/** What a file would change, thing by thing, with what is said of it as a whole. */
export function summary({ counts, notices, guard, changes, refusals, warnings }: ImportDetails): string {
  const rows = importThings.flatMap((thing) => {
    const of = counts[thing];
    return of === undefined ? [] : [[thing, of.add, of.change, of.end, of.same]];
  });
  const lines = [
    ...(rows.length === 0 ? [] : [table([['', 'new', 'changed', 'ended', 'as it is'], ...rows])]),
    ...notices.map(({ file, sentence }) => `  · ${file === null ? '' : `${file}: `}${sentence}`),
    `  changes ${changes}, lines not taken ${refusals}, taken in part ${warnings}`,
    ...(guard?.exceeded ? [guardSentence(guard)] : []),
  ];
  return lines.join('\n');
}

function guardSentence({ ending, of }: NonNullable<ImportDetails['guard']>): string {
  const percent = ((100 * ending) / of).toFixed(1);
  return `  It leaves ${ending} of ${of} people (${percent} %) without any role or without any class; the limit is 5 %. If that is meant: --confirm-ending ${ending}`;
}

/** `users.csv:12 email “x”: …`, as editors and people find it. */
export function refusalLine({ file, line, column, value, severity, sentence }: ImportRefusal): string {
  const says = value === null ? '' : ` “${value}”`;
  const where = `${file}:${line}${column === null ? '' : ` ${column}`}${says}`;
  return `  ${severity === 'warning' ? 'in part ' : ''}${where}: ${sentence}`;
}
