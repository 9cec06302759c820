import { existsSync, readFileSync } from 'node:fs';

const knownReasons = [
  [
    /DBPathInUse|Unable to lock the lock file/,
    () => 'another mongod already uses it: stop that one, or choose another folder with DATA_DIR',
  ],
  [/Address already in use/, () => 'its port was taken at the same moment: start again'],
  [/No space left|ENOSPC/, () => 'the disk is full: free some space and start again'],
  [
    /UPGRADE PROBLEM|featureCompatibilityVersion|unsupported WiredTiger file version|Wrong mongod version/i,
    () =>
      'another version of MongoDB wrote it: start that version by MONGOD_BINARY, or choose another folder with DATA_DIR',
  ],
];

/** One sentence for a mongod that ended before it was ready. */
export function whyItEnded({ data, log, output }, dataDir) {
  const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
  const printed = existsSync(output) ? readFileSync(output, 'utf8').trim() : '';
  const problems = text
    .split('\n')
    .filter((line) => /"s":"[FE]"/.test(line))
    .map(reasonIn);
  const all = [...problems, printed].join('\n');
  const known = knownReasons.find(([pattern]) => pattern.test(all));
  if (known) return `MongoDB cannot use the data folder ${dataDir}: ${known[1]()}.`;
  if (problems.length > 0)
    return `MongoDB cannot read its data in ${data} (${problems[0]}): restore a backup there, or move the folder away to begin anew.`;
  return `MongoDB ended before it was ready (${printed.split('\n')[0] || 'it printed nothing'}): see ${log}.`;
}

/** The telling part of one of mongod's JSON log lines. */
function reasonIn(line) {
  try {
    const { msg, attr = {} } = JSON.parse(line);
    const detail = attr.message?.msg ?? attr.error ?? attr.reason ?? '';
    return `${msg} ${typeof detail === 'string' ? detail : JSON.stringify(detail)}`.trim();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return line.slice(0, 200);
  }
}
