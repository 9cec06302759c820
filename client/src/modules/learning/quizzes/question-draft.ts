import { question, type Question, type QuestionOf, type QuestionType } from '@quad/shared/learning';

/** An id to tie parts of a question together until the server gives it one of its own. */
export function tempId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A question to begin with. */
export function emptyQuestion(type: QuestionType): Question {
  const asked = { prompt: '', points: 1, tags: [], whenRight: '', whenWrong: '' };
  const ignores = { ignoreCase: true, ignoreSpaces: true, ignoreAccents: false };
  const option = () => ({ id: tempId(), text: '', feedback: '' });
  switch (type) {
    case 'single': {
      const options = [option(), option(), option()];
      return { type, ...asked, options, rightId: options[0]?.id ?? '' };
    }
    case 'multiple':
      return { type, ...asked, options: [0, 1, 2].map((n) => ({ ...option(), right: n === 0 })) };
    case 'trueFalse':
      return { type, ...asked, right: true };
    case 'numeric':
      return { type, ...asked, value: 0, tolerance: 0, unit: '' };
    case 'text':
      return { type, ...asked, accepted: [], ...ignores };
    case 'order':
      return { type, ...asked, items: [0, 1, 2].map(() => ({ id: tempId(), text: '' })) };
    case 'match':
      return { type, ...asked, pairs: [0, 1].map(() => emptyPair()), others: [] };
    case 'gaps':
      return { type, ...asked, ...ignores, segments: ['', ''], gaps: [{ accepted: [] }] };
  }
}

export function emptyPair(): QuestionOf<'match'>['pairs'][number] {
  return { id: tempId(), left: '', rightId: tempId(), right: '' };
}

/** “Paris lies on the [Seine|the Seine].” as the text around the gaps, and what each accepts. */
export function gapsFrom(text: string): Pick<QuestionOf<'gaps'>, 'segments' | 'gaps'> {
  const parts = text.split(/\[([^[\]]*)\]/);
  return {
    segments: parts.filter((_, n) => n % 2 === 0),
    gaps: parts.filter((_, n) => n % 2 === 1).map((inside) => ({ accepted: listOf(inside, '|') })),
  };
}

export function textOfGaps({ segments, gaps }: Pick<QuestionOf<'gaps'>, 'segments' | 'gaps'>): string {
  return segments.map((segment, n) => segment + (gaps[n] ? `[${gaps[n].accepted.join('|')}]` : '')).join('');
}

/** What stands between the marks, without what is empty. */
export function listOf(text: string, mark: string): string[] {
  return text
    .split(mark)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

type Problem = 'prompt' | 'options' | 'accepted' | 'items' | 'pairs' | 'gaps' | 'number' | 'other';

const problemOf: Record<string, Problem> = {
  ...{ prompt: 'prompt', options: 'options', rightId: 'options', accepted: 'accepted', items: 'items' },
  ...{ pairs: 'pairs', others: 'pairs', gaps: 'gaps', segments: 'gaps' },
  ...{ value: 'number', tolerance: 'number', points: 'number' },
};

/** What is still missing or wrong, each said once; none when it can be saved. */
export function problemsOf(draft: Question): Problem[] {
  const { success, error } = question.safeParse(draft);
  if (success) return [];
  return [...new Set(error.issues.map(({ path }) => problemOf[String(path[0])] ?? 'other'))];
}
