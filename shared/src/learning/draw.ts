import type { Question, ShownQuestion } from './question.dto';
import { mostQuestions, type QuizBody } from './quiz.dto';

/** Numbers from 0 up to 1, always the same for a seed (mulberry32). @param seed a whole number of 32 bits */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same things in another order (Fisher–Yates). */
export function shuffled<T>(all: readonly T[], random: () => number): T[] {
  const mixed = [...all];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}

/** Which questions an attempt asks: those that were chosen, then so many of each tag; none twice. What the bank does not have is left out. */
export function drawQuestions<Q extends { _id: string; tags: readonly string[] }>(
  { questionIds, draw, shuffle }: Pick<QuizBody, 'questionIds' | 'draw' | 'shuffle'>,
  bank: readonly Q[],
  random: () => number,
): Q[] {
  const byId = new Map(bank.map((each) => [each._id, each]));
  const chosen = new Map<string, Q>();
  for (const questionId of questionIds) {
    const found = byId.get(questionId);
    if (found !== undefined) chosen.set(questionId, found);
  }
  for (const { tag, count } of draw) {
    const left = bank.filter(({ _id, tags }) => tags.includes(tag) && !chosen.has(_id));
    for (const each of shuffled(left, random).slice(0, count)) chosen.set(each._id, each);
  }
  const all = [...chosen.values()].slice(0, mostQuestions);
  return shuffle ? shuffled(all, random) : all;
}

/** In which order ids of options, items or right sides are shown; sorted ones always by chance, or their order would be the answer. */
export function placesOf(question: Question, shuffle: boolean, random: () => number): string[] {
  switch (question.type) {
    case 'single':
    case 'multiple': {
      const ids = question.options.map(({ id }) => id);
      return shuffle ? shuffled(ids, random) : ids;
    }
    case 'order':
      return shuffled(
        question.items.map(({ id }) => id),
        random,
      );
    case 'match':
      return shuffled(
        [...question.pairs.map(({ rightId }) => rightId), ...question.others.map(({ id }) => id)],
        random,
      );
    default:
      return [];
  }
}

/** A question without its key. @param places from `placesOf`; what it does not name comes last */
export function showQuestion(
  questionId: string,
  question: Question,
  places: readonly string[],
): ShownQuestion {
  const { type, prompt, points } = question;
  const shown = { questionId, prompt, points };
  const inPlace = (all: readonly { id: string; text: string }[]) =>
    all.map(({ id, text }) => ({ id, text })).sort((a, b) => placeOf(places, a.id) - placeOf(places, b.id));
  switch (type) {
    case 'single':
    case 'multiple':
      return { type, ...shown, options: inPlace(question.options) };
    case 'numeric':
      return { type, ...shown, unit: question.unit };
    case 'order':
      return { type, ...shown, items: inPlace(question.items) };
    case 'match': {
      const rights = [
        ...question.pairs.map(({ rightId, right }) => ({ id: rightId, text: right })),
        ...question.others,
      ];
      return {
        ...{ type, ...shown, rights: inPlace(rights) },
        lefts: question.pairs.map(({ id, left }) => ({ id, text: left })),
      };
    }
    case 'gaps':
      return { type, ...shown, segments: question.segments };
    case 'trueFalse':
    case 'text':
      return { type, ...shown };
  }
}

function placeOf(places: readonly string[], id: string): number {
  const at = places.indexOf(id);
  return at === -1 ? places.length : at;
}
