/** One caption: from and to in ms, and the lines that are shown. */
export interface Cue {
  from: number;
  to: number;
  /** where it stands on the picture, as WebVTT spells it; usually empty */
  settings: string;
  text: string;
}

/** The first thing wrong with a file; lines count from 1. */
export interface VttFault {
  line: number;
  reason: string;
}

const mostCues = 10_000;
const longestText = 1_000;
const dayMs = 24 * 3_600_000;
const arrow = '-->';
const timing = /^(\S+)[ \t]+-->[ \t]+(\S+)((?:[ \t]+\S+)*)[ \t]*$/;
const instant = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/;
const setting = /^(?:vertical|line|position|size|align):[\w.,%-]+$/;
/** what a browser shows of a cue's text; everything else is taken out */
const harmless = /^<\/?(?:b|i|u|ruby|rt)>$|^<v(?: [^<>&]{1,60})?>$|^<\/v>$|^<\/?lang(?: [A-Za-z-]{1,20})?>$/;

/**
 * Reads captions. Comments, styles, regions and the names of cues are left out, and so is every tag that is not harmless.
 * @returns the cues, or the first thing that is wrong
 */
export function parseVtt(text: string): { cues: Cue[] } | VttFault {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) return { line: 1, reason: 'the first line must be WEBVTT' };
  const cues: Cue[] = [];
  for (const { at, block } of blocksOf(lines)) {
    if (at === 0 || /^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(block[0] ?? '')) continue;
    const cue = cueOf(block, at + 1, cues.at(-1));
    if ('reason' in cue) return cue;
    if (cues.push(cue) > mostCues)
      return { line: at + 1, reason: `there are more than ${mostCues} captions` };
  }
  return cues.length === 0 ? { line: lines.length, reason: 'there is no caption in this file' } : { cues };
}

/** The captions as a file that `parseVtt` reads back as they are. */
export function printVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(({ from, to, settings, text }) => {
    const times = `${timeText(from)} ${arrow} ${timeText(to)}`;
    return `${settings === '' ? times : `${times} ${settings}`}\n${text}\n`;
  });
  return ['WEBVTT\n', ...blocks].join('\n');
}

/** Lines that stand together, each with the index of the first. */
function blocksOf(lines: readonly string[]): { at: number; block: string[] }[] {
  const blocks: { at: number; block: string[] }[] = [];
  let open: string[] | null = null;
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') open = null;
    else if (open === null) blocks.push({ at, block: (open = [line]) });
    else open.push(line);
  }
  return blocks;
}

function cueOf(block: readonly string[], first: number, before: Cue | undefined): Cue | VttFault {
  const named = block[0]?.includes(arrow) === true ? 0 : 1;
  const line = first + named;
  const [, start = '', end = '', rest = ''] = timing.exec(block[named] ?? '') ?? [];
  const [from, to] = [msOf(start), msOf(end)];
  if (from === null || to === null)
    return {
      line: named < block.length ? line : first,
      reason: 'times must be written like 00:01:02.500 --> 00:01:04.000',
    };
  if (to <= from) return { line, reason: 'a caption must end after it begins' };
  if (before !== undefined && from < before.from)
    return { line, reason: 'a caption must not begin before the one above it' };
  const text = block
    .slice(named + 1)
    .map(cleaned)
    .filter((each) => each !== '')
    .join('\n');
  if (text === '') return { line, reason: 'this caption has no words' };
  if (text.includes(arrow)) return { line: line + 1, reason: 'an empty line is missing before this caption' };
  if (text.length > longestText) return { line, reason: `a caption has at most ${longestText} characters` };
  return {
    from,
    to,
    text,
    settings: rest
      .split(/[ \t]+/)
      .filter((each) => setting.test(each))
      .join(' '),
  };
}

function cleaned(line: string): string {
  const plain = line.replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '');
  return plain.replace(/<[^>]*(?:>|$)/g, (tag) => (harmless.test(tag) ? tag : '')).trim();
}

function msOf(text: string): number | null {
  const [, hours = '0', minutes, seconds, ms] = instant.exec(text) ?? [];
  if (minutes === undefined) return null;
  const at = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(ms);
  return at <= dayMs ? at : null;
}

function timeText(ms: number): string {
  const part = (value: number, digits: number): string => String(Math.floor(value)).padStart(digits, '0');
  return `${part(ms / 3_600_000, 2)}:${part((ms / 60_000) % 60, 2)}:${part((ms / 1_000) % 60, 2)}.${part(ms % 1_000, 3)}`;
}
