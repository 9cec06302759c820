import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawQuestions, placesOf, randomFrom, showQuestion, shuffled } from './draw';
import { creditOf, isBlank, readingsOf, scoreOf, solutionOf } from './grading';
import { itemFigures } from './item-statistics';
import { question, type Answer, type Question } from './question.dto';

const idOf = (n: number): string => n.toString(16).padStart(24, '0');
const asked = { prompt: '<p>?</p>', points: 2, tags: [], whenRight: '', whenWrong: '' };
const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => idOf(n + 1));
const ignores = fc.record({
  ...{ ignoreCase: fc.boolean(), ignoreSpaces: fc.boolean(), ignoreAccents: fc.boolean() },
});
const word = fc.stringMatching(/^[a-zA-Zé]{1,8}$/);

/** A question of each type, of any size. */
const questions: fc.Arbitrary<Question> = fc.oneof(
  fc.tuple(fc.integer({ min: 2, max: 12 }), fc.nat()).map(([count, right]): Question => ({
    ...{ ...asked, type: 'single', rightId: idOf((right % count) + 1) },
    options: ids(count).map((id) => ({ id, text: id, feedback: '' })),
  })),
  fc.array(fc.boolean(), { minLength: 1, maxLength: 11 }).map((rights): Question => ({
    ...{ ...asked, type: 'multiple' },
    options: [true, ...rights].map((right, n) => ({ id: idOf(n), text: String(n), feedback: '', right })),
  })),
  fc.boolean().map((right): Question => ({ ...asked, type: 'trueFalse', right })),
  fc.tuple(fc.integer(), fc.nat({ max: 100 })).map(([value, tolerance]): Question => ({
    ...{ ...asked, type: 'numeric', value: value / 1_000, tolerance, unit: 'cm' },
  })),
  fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 3 }), ignores)
    .map(([accepted, rest]): Question => ({ ...asked, type: 'text', accepted, ...rest })),
  fc.integer({ min: 2, max: 12 }).map((count): Question => ({
    ...{ ...asked, type: 'order', items: ids(count).map((id) => ({ id, text: id })) },
  })),
  fc.integer({ min: 2, max: 12 }).map((count): Question => ({
    ...{ ...asked, type: 'match', others: [{ id: idOf(500), text: 'none' }] },
    pairs: ids(count).map((id, n) => ({ id, left: id, rightId: idOf(100 + n), right: idOf(100 + n) })),
  })),
  fc
    .tuple(fc.array(fc.array(word, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 }), ignores)
    .map(([all, rest]): Question => ({
      ...{ ...asked, type: 'gaps', ...rest, segments: Array<string>(all.length + 1).fill('a') },
      gaps: all.map((accepted) => ({ accepted })),
    })),
);

const anyId = fc.integer({ min: 0, max: 510 }).map(idOf);
const answers: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ type: fc.constant('single' as const), optionId: anyId }),
  fc.record({ type: fc.constant('multiple' as const), optionIds: fc.array(anyId) }),
  fc.record({ type: fc.constant('numeric' as const), value: fc.string() }),
  fc.record({ type: fc.constant('text' as const), value: fc.string() }),
  fc.record({ type: fc.constant('order' as const), itemIds: fc.array(anyId) }),
  fc.record({
    type: fc.constant('match' as const),
    pairs: fc.array(fc.record({ id: anyId, rightId: anyId })),
  }),
  fc.record({ type: fc.constant('gaps' as const), values: fc.array(fc.string()) }),
);

describe('grading', () => {
  it('gives between nothing and all, all for the whole answer, nothing for none', () => {
    fc.assert(
      fc.property(questions, answers, (asks, given) => {
        expect(question.safeParse(asks).error).toBeUndefined();
        const credit = creditOf(asks, given);
        expect(credit).toBeGreaterThanOrEqual(0);
        expect(credit).toBeLessThanOrEqual(1);
        expect(creditOf(asks, solutionOf(asks))).toBe(1);
        expect(creditOf(asks, undefined)).toBe(0);
        if (given.type === asks.type && isBlank(given)) expect(credit).toBe(0);
      }),
    );
  });

  it('is the same in whatever order options stand or were ticked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 2, maxLength: 12 }),
        fc.integer(),
        (all, seed) => {
          const options = all.map(([right], n) => ({ id: idOf(n), text: String(n), feedback: '', right }));
          const optionIds = all.flatMap(([, ticked], n) => (ticked ? [idOf(n)] : []));
          const random = randomFrom(seed);
          const asks: Question = { ...asked, type: 'multiple', options };
          const mixed: Question = { ...asks, options: shuffled(options, random) };
          expect(creditOf(mixed, { type: 'multiple', optionIds: shuffled(optionIds, random) })).toBe(
            creditOf(asks, { type: 'multiple', optionIds }),
          );
        },
      ),
    );
  });

  it('gives nothing to who ticks everything, and a part to who finds a part', () => {
    const options = [true, true, false, false].map((right, n) => ({
      ...{ id: idOf(n), text: String(n), feedback: '', right },
    }));
    const asks: Question = { ...asked, type: 'multiple', options };
    const ticked = (...all: number[]) => creditOf(asks, { type: 'multiple', optionIds: all.map(idOf) });
    expect([ticked(0, 1, 2, 3), ticked(0), ticked(0, 2), ticked(0, 1, 2)]).toEqual([0, 0.5, 0, 0.5]);
  });

  it('counts neighbours in an order: one item in front of its place costs one, not all', () => {
    const items = ids(5).map((id) => ({ id, text: id }));
    const order = (...all: number[]) =>
      creditOf({ ...asked, type: 'order', items }, { type: 'order', itemIds: all.map(idOf) });
    expect(order(5, 1, 2, 3, 4)).toBe(0.75);
    expect([order(5, 4, 3, 2, 1), order(1, 2), order(1, 1, 2, 2)]).toEqual([0, 0.25, 0]);
  });

  it('reads numbers as people write them', () => {
    expect(readingsOf('3,5')).toEqual([3.5]);
    expect(readingsOf(' \u22122.5 cm', 'cm')).toEqual([-2.5]);
    expect(readingsOf('3/4')).toEqual([0.75]);
    expect(readingsOf('1,000')).toEqual([1, 1_000]);
    for (const nonsense of ['', '1/0', '0x10', 'Infinity', '1e999', '--1', '1.2.3'])
      expect(readingsOf(nonsense)).toEqual([]);
  });

  it('ignores case, spaces and accents only where that was said', () => {
    const kind = { ...asked, type: 'text' as const, accepted: ['Élan Vital'] };
    const given = { type: 'text' as const, value: ' elanvital' };
    const all = { ignoreCase: true, ignoreSpaces: true, ignoreAccents: true };
    expect(creditOf({ ...kind, ...all }, given)).toBe(1);
    for (const one of Object.keys(all)) expect(creditOf({ ...kind, ...all, [one]: false }, given)).toBe(0);
  });

  it('adds up by points', () => {
    const asks = [
      { questionId: 'a', points: 3 },
      { questionId: 'b', points: 1 },
    ];
    expect(scoreOf(asks, { a: 0.5 })).toEqual({ points: 1.5, of: 4, score: 0.375 });
    expect(scoreOf([], {})).toEqual({ points: 0, of: 0, score: 0 });
  });
});

describe('an attempt', () => {
  const bank = ['a', 'b', 'c', 'd', 'e'].map((_id) => ({ _id, tags: _id < 'd' ? ['easy'] : ['hard'] }));
  const body = { questionIds: ['e', 'gone'], draw: [{ tag: 'easy', count: 2 }], shuffle: false };

  it('asks what was chosen and so many of a tag, none twice; the same seed asks the same', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const drawn = drawQuestions(body, bank, randomFrom(seed)).map(({ _id }) => _id);
        expect(drawn[0]).toBe('e');
        expect(drawn).toHaveLength(3);
        expect(new Set(drawn).size).toBe(3);
        expect(drawn.slice(1).every((each) => each < 'd')).toBe(true);
        expect(drawQuestions(body, bank, randomFrom(seed)).map(({ _id }) => _id)).toEqual(drawn);
      }),
    );
    const every = [{ tag: 'hard', count: 50 }];
    expect(drawQuestions({ ...body, draw: every }, bank, randomFrom(1))).toHaveLength(2);
  });

  it('shows questions without anything of their key', () => {
    fc.assert(
      fc.property(questions, fc.integer(), (asks, seed) => {
        const keyed = { ...asks, whenRight: 'secret right', whenWrong: 'secret wrong' };
        const shown = showQuestion(idOf(9), keyed, placesOf(asks, true, randomFrom(seed)));
        const fields = new Set(Object.keys(shown));
        for (const key of ['rightId', 'right', 'value', 'tolerance', 'accepted', 'gaps', 'pairs'])
          expect(fields.has(key)).toBe(false);
        expect(JSON.stringify(shown)).not.toMatch(/secret|"right"|feedback|accepted/);
      }),
    );
  });
});

it('a question that the good get right tells them apart, and one that only the bad get right says so', () => {
  const attempts = Array.from({ length: 20 }, (_, n) => {
    const knows = n % 2;
    return { credits: { good: knows, odd: 1 - knows, one: knows, two: knows, same: 1 } };
  });
  const figures = itemFigures(attempts);
  expect(figures.get('good')).toMatchObject({ asked: 20, right: 0.5, credit: 0.5 });
  expect(figures.get('good')?.discrimination).toBeGreaterThan(0.2);
  expect(figures.get('odd')?.discrimination).toBeLessThan(-0.9);
  expect(figures.get('same')?.discrimination).toBeNull();
  expect(itemFigures(attempts.slice(0, 4)).get('good')?.discrimination).toBeNull();
});
