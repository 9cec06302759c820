import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mentionsIn, partsOf, withIds, withNames } from './post-text';

const id = fc.stringMatching(/^[0-9a-f]{24}$/);
const words = fc.oneof(
  fc.string(),
  id.map((each) => `@[${each}]`),
  fc.webUrl(),
  fc.constantFrom(' ', '\n', '@', '(', ').', '[', ']'),
);

it('a text is its parts, in order, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.array(words), (pieces) => {
      const text = pieces.join('');
      const parts = partsOf(text);
      const written = parts.map((part) =>
        part.kind === 'text' ? part.text : part.kind === 'link' ? part.url : `@[${part.personId}]`,
      );
      expect(written.join('')).toBe(text);
      const people = parts.flatMap((part) => (part.kind === 'person' ? [part.personId] : []));
      // what stands in an address is part of it
      for (const each of people) expect(mentionsIn(text)).toContain(each);
    }),
  );
});

it('a link ends before what ends the sentence, and is nothing but http', () => {
  expect(partsOf('See (https://a.test/b?c=d), or javascript:alert(1).')).toEqual([
    { kind: 'text', text: 'See (' },
    { kind: 'link', url: 'https://a.test/b?c=d' },
    { kind: 'text', text: '), or javascript:alert(1).' },
  ]);
});

it('names that were picked become ids and ids names again, also where one name begins another', () => {
  const [kim, kimLee] = ['a'.repeat(24), 'b'.repeat(24)];
  const picked = [
    { personId: kim, name: 'Kim' },
    { personId: kimLee, name: 'Kim Lee' },
  ];
  const text = withIds('@Kim Lee and @Kim, hello', picked);
  expect(text).toBe(`@[${kimLee}] and @[${kim}], hello`);
  expect(withNames(text, { [kim]: 'Kim', [kimLee]: 'Kim Lee' })).toBe('@Kim Lee and @Kim, hello');
  expect(mentionsIn(`${text} ${text}`)).toEqual([kimLee, kim]);
});
