import { describe, expect, it } from 'vitest';
import { breaksOf, type OpenApi, type Schema } from './openapi-breaks';

const object = (properties: Record<string, Schema>, required = Object.keys(properties)): Schema => ({
  ...{ type: 'object', properties, required, additionalProperties: false },
});
const text = { type: 'string', maxLength: 10 };
const maybe = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const word = (...words: string[]): Schema => ({ type: 'string', enum: words });

const kinds = (...names: string[]): Schema => ({
  oneOf: names.map((name) => object({ kind: { type: 'string', const: name } })),
});

function document(body: Schema, answer: Schema, more: object = {}): OpenApi {
  const json = (schema: Schema) => ({ content: { 'application/json': { schema } } });
  return {
    info: { version: '1' },
    paths: { '/a': { post: { requestBody: json(body), responses: { '200': json(answer) }, ...more } } },
  };
}

const sent = (schema: Schema): OpenApi => document(schema, text);
const answered = (schema: Schema): OpenApi => document(text, schema);
const query = (...parameters: { name: string; required?: boolean }[]): OpenApi =>
  document(text, text, { parameters: parameters.map((each) => ({ in: 'query', ...each, schema: text })) });

describe('a caller written for the old document', () => {
  it.each<[string, OpenApi, OpenApi, string]>([
    ['a path', sent(text), { info: { version: '1' }, paths: {} }, 'POST /a is gone'],
    ['a field of an answer', answered(object({ b: text })), answered(object({})), '.b is gone'],
    ['its certainty', answered(object({ b: text })), answered(object({ b: text }, [])), 'may be missing now'],
    [
      'its type',
      answered(object({ b: text })),
      answered(object({ b: { type: 'integer' } })),
      'is integer, was',
    ],
    [
      'its presence',
      answered(object({ b: text })),
      answered(object({ b: maybe(text) })),
      'is null, was string',
    ],
    [
      'a field of a list’s rows',
      answered({ type: 'array', items: object({ b: text }) }),
      answered({ type: 'array', items: object({}) }),
      '[].b is gone',
    ],
    ['a field it sends', sent(object({ b: text })), sent(object({})), '.b is gone'],
    [
      'its freedom to leave one out',
      sent(object({ b: text }, [])),
      sent(object({ b: text })),
      'must be given now',
    ],
    ['peace from new needs', sent(object({})), sent(object({ b: text })), 'must be given now'],
    ['null', sent(object({ b: maybe(text) })), sent(object({ b: text })), 'is string, was null'],
    ['a word', sent(word('x', 'y')), sent(word('x')), 'takes no y any more'],
    ['free words', sent(text), sent(word('x')), 'takes only x now'],
    ['length', sent(text), sent({ ...text, maxLength: 9 }), 'narrower maxLength: 9'],
    [
      'an end that was not there',
      sent({ type: 'array' }),
      sent({ type: 'array', maxItems: 9 }),
      'narrower maxItems',
    ],
    ['a pattern', sent(text), sent({ ...text, pattern: '^a$' }), 'narrower pattern'],
    ['a parameter', query({ name: 'q' }), query(), 'query q is not taken any more'],
    ['a choice of parameters', query(), query({ name: 'q', required: true }), 'query q must be given now'],
    [
      'an open door',
      sent(text),
      document(text, text, { security: [{ session: [] }] }),
      'needs a session now',
    ],
    [
      'the kind of answer',
      sent(text),
      document(text, text, { responses: { '204': {} } }),
      'never answers 200',
    ],
  ])('loses %s', (_what, before, after, said) => {
    expect(breaksOf(before, after)).toEqual([expect.stringContaining(said)]);
  });

  it.each<[string, OpenApi, OpenApi]>([
    ['nothing', sent(object({ b: text })), sent(object({ b: text }))],
    [
      'null in another spelling',
      answered(object({ b: maybe(text) })),
      answered(object({ b: { type: ['string', 'null'], maxLength: 10 } })),
    ],
    ['a path', { info: { version: '1' }, paths: {} }, sent(text)],
    ['a field in an answer', answered(object({})), answered(object({ b: text }))],
    ['a word in an answer', answered(word('x')), answered(word('x', 'y'))],
    ['an answer that is surer', answered(object({ b: maybe(text) }, [])), answered(object({ b: text }))],
    ['a field that may be sent', sent(object({})), sent(object({ b: text }, []))],
    ['a word to send', sent(word('x')), sent(word('x', 'y'))],
    ['room', sent(text), sent({ ...text, maxLength: 11 })],
    [
      'another form',
      sent(object({ kind: word('a') })),
      sent({ oneOf: [object({ kind: word('a') }), object({ kind: word('b') })] }),
    ],
    ['one more kind in an answer', answered(kinds('a', 'b')), answered(kinds('a', 'b', 'c'))],
    ['a parameter that may be sent', query(), query({ name: 'q' })],
  ])('does not mind being given %s', (_what, before, after) => {
    expect(breaksOf(before, after)).toEqual([]);
  });
});
