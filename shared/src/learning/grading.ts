import type { Answer, Question, QuestionOf } from './question.dto';

/** How much of a question an answer gets, 0 to 1. No answer, or one of another type, gets nothing. */
export function creditOf(question: Question, answer: Answer | undefined): number {
  if (answer === undefined || answer.type !== question.type) return 0;
  switch (question.type) {
    case 'single':
      return answer.type === 'single' && answer.optionId === question.rightId ? 1 : 0;
    case 'multiple':
      return answer.type === 'multiple' ? chosenCredit(question, answer.optionIds) : 0;
    case 'trueFalse':
      return answer.type === 'trueFalse' && answer.value === question.right ? 1 : 0;
    case 'numeric':
      return answer.type === 'numeric' && isNear(question, answer.value) ? 1 : 0;
    case 'text':
      return answer.type === 'text' && isAccepted(question.accepted, answer.value, question) ? 1 : 0;
    case 'order':
      return answer.type === 'order' ? orderCredit(question, answer.itemIds) : 0;
    case 'match': {
      if (answer.type !== 'match') return 0;
      const given = new Map(answer.pairs.map(({ id, rightId }) => [id, rightId]));
      return shareOf(question.pairs, ({ id, rightId }) => given.get(id) === rightId);
    }
    case 'gaps':
      return answer.type === 'gaps'
        ? shareOf(question.gaps, ({ accepted }, n) => isAccepted(accepted, answer.values[n] ?? '', question))
        : 0;
  }
}

/** An answer that gets all of it. */
export function solutionOf(question: Question): Answer {
  switch (question.type) {
    case 'single':
      return { type: 'single', optionId: question.rightId };
    case 'multiple':
      return {
        type: 'multiple',
        optionIds: question.options.filter(({ right }) => right).map(({ id }) => id),
      };
    case 'trueFalse':
      return { type: 'trueFalse', value: question.right };
    case 'numeric':
      return { type: 'numeric', value: decimal(question.value) };
    case 'text':
      return { type: 'text', value: question.accepted[0] ?? '' };
    case 'order':
      return { type: 'order', itemIds: question.items.map(({ id }) => id) };
    case 'match':
      return { type: 'match', pairs: question.pairs.map(({ id, rightId }) => ({ id, rightId })) };
    case 'gaps':
      return { type: 'gaps', values: question.gaps.map(({ accepted }) => accepted[0] ?? '') };
  }
}

/** Whether nothing of it was answered. */
export function isBlank(answer: Answer | undefined): boolean {
  if (answer === undefined) return true;
  if ('optionIds' in answer) return answer.optionIds.length === 0;
  if ('itemIds' in answer) return answer.itemIds.length === 0;
  if ('pairs' in answer) return answer.pairs.length === 0;
  if ('values' in answer) return answer.values.every((value) => value.trim() === '');
  return 'value' in answer && typeof answer.value === 'string' && answer.value.trim() === '';
}

/** What an attempt comes to: points got, points there are, and the share. @param credits by question; a missing one is 0 */
export function scoreOf(
  questions: readonly { questionId: string; points: number }[],
  credits: Readonly<Record<string, number>>,
): { points: number; of: number; score: number } {
  const of = questions.reduce((sum, { points }) => sum + points, 0);
  const points = questions.reduce((sum, each) => sum + each.points * (credits[each.questionId] ?? 0), 0);
  return { points, of, score: of === 0 ? 0 : Math.min(1, points / of) };
}

/** Each side is a share of its own, so that ticking everything is worth as little as ticking nothing. */
function chosenCredit({ options }: QuestionOf<'multiple'>, optionIds: readonly string[]): number {
  const chosen = new Set(optionIds);
  const isChosen = ({ id }: { id: string }): boolean => chosen.has(id);
  const right = shareOf(
    options.filter((each) => each.right),
    isChosen,
  );
  const wrong = shareOf(
    options.filter((each) => !each.right),
    isChosen,
  );
  return Math.max(0, right - wrong);
}

/**
 * The share of neighbours that follow each other as they should. By places, one item put in front would move all others and be
 * worth nothing; by neighbours it costs one.
 */
function orderCredit({ items }: QuestionOf<'order'>, itemIds: readonly string[]): number {
  const next = new Map(itemIds.map((id, n) => [id, itemIds[n + 1]]));
  if (next.size !== itemIds.length) return 0;
  return shareOf(items.slice(1), ({ id }, n) => next.get(items[n]?.id ?? '') === id);
}

function isNear({ value, tolerance, unit }: QuestionOf<'numeric'>, typed: string): boolean {
  const slack = tolerance + 1e-9 * Math.max(1, Math.abs(value));
  return readingsOf(typed, unit).some((read) => Math.abs(read - value) <= slack);
}

/** What somebody may have meant: “3,5” and “3.5”, “1/2”, and “1,000” as one or as a thousand. */
export function readingsOf(typed: string, unit = ''): number[] {
  const all = typed.replace(/[\s\u00a0]/g, '').replace(/\u2212/g, '-');
  const end = unit.replace(/\s/g, '').toLowerCase();
  const text = end !== '' && all.toLowerCase().endsWith(end) ? all.slice(0, -end.length) : all;
  const fraction = /^([+-]?\d+)\/(\d+)$/.exec(text);
  if (fraction !== null) {
    const below = Number(fraction[2]);
    return below === 0 ? [] : [Number(fraction[1]) / below];
  }
  const found: number[] = [];
  if (/^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,2})?$/i.test(text))
    found.push(Number(text.replace(',', '.')));
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) found.push(Number(text.replaceAll(',', '')));
  return found;
}

interface Ignores {
  ignoreCase: boolean;
  ignoreSpaces: boolean;
  ignoreAccents: boolean;
}

function isAccepted(accepted: readonly string[], typed: string, ignores: Ignores): boolean {
  const given = comparable(typed, ignores);
  return given !== '' && accepted.some((each) => comparable(each, ignores) === given);
}

function comparable(text: string, { ignoreCase, ignoreSpaces, ignoreAccents }: Ignores): string {
  const spaced = ignoreSpaces ? text.replace(/\s/g, '') : text.trim().replace(/\s+/g, ' ');
  const cased = ignoreCase ? spaced.toLowerCase() : spaced;
  return ignoreAccents ? cased.normalize('NFD').replace(/\p{M}/gu, '') : cased.normalize('NFC');
}

function shareOf<T>(all: readonly T[], fits: (each: T, n: number) => boolean): number {
  return all.length === 0 ? 0 : all.filter(fits).length / all.length;
}

/** Without an exponent, as one would type it. */
function decimal(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
}

/** All that decides about points, as text: two questions with the same one grade alike. Words may be corrected without changing it. */
export function keyOf(question: Question): string {
  const { prompt: _, points: _points, tags: _tags, whenRight: _right, whenWrong: _wrong, ...key } = question;
  return JSON.stringify(key, (name, value: unknown) => {
    if (name === 'text' || name === 'feedback' || name === 'left') return undefined;
    return name === 'right' && typeof value === 'string' ? undefined : value;
  });
}
