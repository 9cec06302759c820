import type { BodyOf } from '@quad/shared/learning';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ApiError, Unreachable } from '../../../platform/api-error';
import { Autosave, type AutosavePorts, type KeptDraft } from './autosave';

const text = (html: string): BodyOf<'text'> => ({ kind: 'text', html });
const conflict = () =>
  new ApiError({ type: 'about:blank', code: 'conflict', status: 409, title: 'conflict' });

/** A server, a disk and a clock that do what a test says, when it says so. */
class World {
  version = 1;
  body = text('first');
  savedBy = 'Ms Rao';
  disk: KeptDraft | null = null;
  isFull = false;
  isDown = false;
  /** the server does it, but its answer is lost */
  losesAnswers = false;
  saves = 0;
  clock = 0;
  #life = 0;
  #tasks: { at: number; task: () => void }[] = [];

  get ports(): AutosavePorts {
    const life = this.#life;
    return {
      save: async (version, body) => {
        await this.#alive(life);
        this.saves += 1;
        if (this.isDown) throw new Unreachable('down');
        if (version !== this.version) throw conflict();
        this.version += 1;
        this.body = body as BodyOf<'text'>;
        if (this.losesAnswers) throw new Unreachable('lost');
        return this.draft();
      },
      load: async () => {
        await this.#alive(life);
        if (this.isDown) throw new Unreachable('down');
        return this.draft();
      },
      keep: async (draft) => {
        await this.#alive(life);
        if (this.isFull) throw new Error('full');
        this.disk = draft;
      },
      forget: async () => {
        await this.#alive(life);
        this.disk = null;
      },
      now: () => this.clock,
      after: (ms, task) => {
        const one = { at: this.clock + ms, task };
        this.#tasks.push(one);
        return () => (this.#tasks = this.#tasks.filter((each) => each !== one));
      },
    };
  }

  draft() {
    return { version: this.version, body: this.body, savedAt: this.clock, savedBy: this.savedBy };
  }

  open(): Autosave {
    return new Autosave(this.draft(), this.disk, this.ports);
  }

  /** Nothing that was planned happens any more, and no answer finds anybody. */
  crash(): void {
    this.#tasks = [];
    this.#life += 1;
  }

  /** @returns never, once this life is over */
  async #alive(life: number): Promise<void> {
    await Promise.resolve();
    if (life !== this.#life) await new Promise(() => undefined);
  }

  /** A colleague saves. */
  other(html: string): void {
    this.version += 1;
    this.body = text(html);
    this.savedBy = 'Mr Lind';
  }

  async pass(ms: number): Promise<void> {
    const until = this.clock + ms;
    for (;;) {
      await settled();
      const [next] = this.#tasks.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#tasks = this.#tasks.filter((each) => each !== next);
      this.clock = Math.max(this.clock, next.at);
      next.task();
    }
    this.clock = until;
    await settled();
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}

const stateOf = (autosave: Autosave): string => autosave.store.get().state.kind;

it('saves once the typing pauses, and the device forgets what the server has confirmed', async () => {
  const world = new World();
  const autosave = world.open();
  for (const html of ['a', 'ab', 'abc']) autosave.edit(text(html));
  await world.pass(1_000);
  expect(world.saves).toBe(0);
  expect(world.disk?.body.html).toBe('abc');
  await world.pass(1_000);
  expect([world.saves, world.body.html, world.disk, stateOf(autosave)]).toEqual([1, 'abc', null, 'saved']);
});

it('saves whoever never pauses all the same', async () => {
  const world = new World();
  const autosave = world.open();
  for (let second = 0; second < 12; second++) {
    autosave.edit(text(`after ${second} s`));
    await world.pass(1_000);
  }
  expect(world.saves).toBeGreaterThan(0);
});

it('keeps what was written without a network, and saves it when that is back', async () => {
  const world = new World();
  const autosave = world.open();
  world.isDown = true;
  autosave.edit(text('in the train'));
  await world.pass(60_000);
  expect(autosave.store.get().state).toEqual({ kind: 'offline', kept: true });
  expect(world.disk?.body.html).toBe('in the train');
  world.isDown = false;
  autosave.flush();
  await world.pass(0);
  expect([world.body.html, world.disk, stateOf(autosave)]).toEqual(['in the train', null, 'saved']);
});

it('says so when the browser keeps nothing either', async () => {
  const world = new World();
  const autosave = world.open();
  Object.assign(world, { isDown: true, isFull: true });
  autosave.edit(text('nowhere'));
  await world.pass(2_000);
  expect(autosave.store.get().state).toEqual({ kind: 'offline', kept: false });
});

it('brings back after a crash what was not saved, and saves it', async () => {
  const world = new World();
  world.isDown = true;
  world.open().edit(text('before the crash'));
  await world.pass(0);
  world.isDown = false;
  const autosave = world.open();
  expect(autosave.store.get()).toMatchObject({ body: text('before the crash'), restoredAt: 0 });
  await world.pass(0);
  expect(world.body.html).toBe('before the crash');
});

it('begins with what the device has where the server cannot be asked', async () => {
  const world = new World();
  world.isDown = true;
  const kept: KeptDraft = { version: 1, body: text('offline'), at: 5 };
  const autosave = new Autosave(null, kept, world.ports);
  await world.pass(0);
  expect(autosave.store.get()).toMatchObject({ body: text('offline'), state: { kind: 'offline' } });
  world.isDown = false;
  await world.pass(10_000);
  expect(world.body.html).toBe('offline');
});

it('knows its own text again where only the answer was lost', async () => {
  const world = new World();
  const autosave = world.open();
  world.losesAnswers = true;
  autosave.edit(text('one'));
  await world.pass(1_500);
  expect([world.body.html, stateOf(autosave)]).toEqual(['one', 'offline']);
  world.losesAnswers = false;
  autosave.edit(text('one, two'));
  await world.pass(20_000);
  expect([world.body.html, stateOf(autosave)]).toEqual(['one, two', 'saved']);
});

it('sends what was typed while a save was under way after it, never before', async () => {
  const world = new World();
  let answerFirst = (): void => undefined;
  const sent: string[] = [];
  const autosave = new Autosave(world.draft(), null, {
    ...world.ports,
    save: async (version, body) => {
      sent.push(body.html);
      if (sent.length === 1) await new Promise<void>((resolve) => (answerFirst = resolve));
      return world.ports.save(version, body);
    },
  });
  autosave.edit(text('slow'));
  await world.pass(1_500);
  autosave.edit(text('slow and more'));
  await world.pass(30_000);
  expect(sent).toEqual(['slow']);
  answerFirst();
  await world.pass(5_000);
  expect([sent, world.body.html, stateOf(autosave)]).toEqual([
    ['slow', 'slow and more'],
    'slow and more',
    'saved',
  ]);
});

it('takes over what somebody else saved while nothing is written here', () => {
  const world = new World();
  const autosave = world.open();
  world.other('by Mr Lind');
  autosave.heard(world.draft());
  expect(autosave.store.get()).toMatchObject({ body: text('by Mr Lind'), state: { kind: 'saved' } });
});

it.each([
  ['mine', 'mine'],
  ['theirs', 'theirs'],
  ['both', 'theirs<hr>mine'],
] as const)('shows both versions where two wrote, and goes on with %s', async (choice, expected) => {
  const world = new World();
  const autosave = world.open();
  world.other('theirs');
  autosave.edit(text('mine'));
  autosave.heard(world.draft());
  await world.pass(2_000);
  const { state } = autosave.store.get();
  expect(state).toMatchObject({ kind: 'conflict', mine: text('mine'), theirs: { savedBy: 'Mr Lind' } });
  expect([world.body.html, world.disk?.body.html]).toEqual(['theirs', 'mine']);
  autosave.resolve(choice);
  await world.pass(2_000);
  expect([world.body.html, world.disk, stateOf(autosave)]).toEqual([expected, null, 'saved']);
});

it('asks after a crash, too, when somebody else has saved since', async () => {
  const world = new World();
  world.isDown = true;
  world.open().edit(text('mine'));
  await world.pass(0);
  world.isDown = false;
  world.other('theirs');
  const autosave = world.open();
  await world.pass(2_000);
  expect([stateOf(autosave), world.body.html]).toEqual(['conflict', 'theirs']);
});

it('sends nothing the server would refuse, and keeps it', async () => {
  const world = new World();
  const autosave = world.open();
  autosave.edit({ kind: 'video', videoId: null, html: '', completeAt: 7 });
  await world.pass(2_000);
  expect([world.saves, stateOf(autosave)]).toEqual([0, 'unfinished']);
  expect(world.disk).not.toBeNull();
});

it('loses no text, whatever fails and in whatever order', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('type' as const), word: fc.stringMatching(/^[a-z]{1,3}$/) }),
    fc.record({ kind: fc.constantFrom('crash', 'down', 'up', 'lose', 'other' as const) }),
    fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 8_000 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const world = new World();
      let autosave = world.open();
      let newest = '';
      for (const [at, each] of steps.entries()) {
        if (each.kind === 'type') autosave.edit(text((newest = `${at} ${each.word}`)));
        if (each.kind === 'down' || each.kind === 'up') world.isDown = each.kind === 'down';
        if (each.kind === 'lose' || each.kind === 'up') world.losesAnswers = each.kind === 'lose';
        if (each.kind === 'other') world.other(`${at} theirs`);
        if (each.kind === 'wait') await world.pass(each.ms);
        if (each.kind !== 'crash') continue;
        await settled();
        world.crash();
        autosave = world.open();
      }
      Object.assign(world, { isDown: false, losesAnswers: false });
      await world.pass(20_000);
      if (newest === '') return;
      const shown = autosave.store.get();
      // on the screen, to be chosen from, or saved and then changed by somebody who had read it
      const known = [shown.body.html, world.disk?.body.html, world.body.html].join(' ');
      expect(known.includes(newest) || world.body.html.endsWith('theirs')).toBe(true);
      if (stateOf(autosave) === 'conflict') expect(world.disk?.body.html).toBe(newest);
    }),
    { numRuns: 150 },
  );
});
