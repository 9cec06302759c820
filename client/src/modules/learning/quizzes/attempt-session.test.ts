import type { Answers, AttemptView } from '@quad/shared/learning';
import { describe, expect, it } from 'vitest';
import { ApiError, Unreachable } from '../../../platform/api-error';
import { AttemptSession, merged, type KeptAnswers } from './attempt-session';

const yes = { type: 'trueFalse', value: true } as const;
const no = { type: 'trueFalse', value: false } as const;
const conflict = () => new ApiError({ type: '', code: 'conflict', status: 409, title: '' });

/** A server that keeps answers by sequence, a device, and a clock that is turned by hand. */
function aWorld(answers: Answers = {}, kept: KeptAnswers | null = null) {
  const server = { answers, sequence: 0, away: false, state: 'open' as 'open' | 'submitted' };
  const device: { kept: KeptAnswers | null } = { kept };
  const waiting = new Set<() => void>();
  const view = () => ({ ...server }) as unknown as AttemptView;
  const take = (sequence: number, given: Answers): Promise<AttemptView> => {
    if (server.away) return Promise.reject(new Unreachable(null));
    if (server.state === 'submitted' || sequence !== server.sequence + 1) return Promise.reject(conflict());
    Object.assign(server, { answers: given, sequence });
    return Promise.resolve(view());
  };
  const session = new AttemptSession(view(), kept, {
    save: take,
    submit: async (sequence, given) => {
      await take(sequence, given);
      server.state = 'submitted';
      return view();
    },
    load: () => Promise.resolve(view()),
    keep: (now) => Promise.resolve(void (device.kept = now)),
    forget: () => Promise.resolve(void (device.kept = null)),
    after: (_ms, task) => {
      waiting.add(task);
      return () => waiting.delete(task);
    },
  });
  const pass = async (): Promise<void> => {
    for (const task of [...waiting]) {
      waiting.delete(task);
      task();
    }
    for (let turns = 0; turns < 20; turns++) await Promise.resolve();
  };
  return { server, device, session, pass };
}

describe('answers on their way', () => {
  it('wait on the device without a network, and are forgotten there once the server has them', async () => {
    const { server, device, session, pass } = aWorld();
    server.away = true;
    session.answer('a', yes);
    await pass();
    expect([session.state.get().saving, device.kept?.answers, server.sequence]).toEqual([
      ...['waiting', { a: yes }, 0],
    ]);
    server.away = false;
    await pass();
    expect([session.state.get().saving, device.kept, server.answers]).toEqual(['saved', null, { a: yes }]);
  });

  it('of a tab that was closed are sent when it is opened again', async () => {
    const { server, pass } = aWorld({}, { base: {}, answers: { a: no } });
    await pass();
    expect(server.answers).toEqual({ a: no });
  });

  it('of an older tab give way to newer ones, question by question', async () => {
    const { server, session, pass } = aWorld({ a: no });
    Object.assign(server, { answers: { a: yes }, sequence: 3 });
    session.answer('b', yes);
    await pass();
    expect(server.answers).toEqual({ a: yes, b: yes });
    expect(session.state.get()).toMatchObject({ answers: { a: yes, b: yes }, merged: true });
    expect(merged({ a: no }, { a: yes, b: no }, { c: yes })).toEqual({ b: no, c: yes });
  });

  it('changed while the answer to a save was lost are saved after it', async () => {
    const { server, session, pass } = aWorld({ a: no });
    session.answer('a', yes);
    server.away = true;
    await pass();
    // it had arrived all the same
    Object.assign(server, { away: false, answers: { a: yes }, sequence: 1 });
    session.answer('a', no);
    await pass();
    expect([server.answers, session.state.get().merged]).toEqual([{ a: no }, false]);
  });

  it('are handed in with the last of them; when another tab was first, its result is shown', async () => {
    const { server, session, device } = aWorld();
    session.answer('a', yes);
    expect(await session.submit()).toMatchObject({ state: 'submitted', answers: { a: yes } });
    expect(device.kept).toBeNull();
    const late = aWorld();
    Object.assign(late.server, server);
    expect(await late.session.submit()).toMatchObject({ answers: { a: yes } });
    expect(late.session.state.get().closed).not.toBeNull();
  });
});
