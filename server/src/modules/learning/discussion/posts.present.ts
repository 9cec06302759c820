import { mentionsIn, type Post } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { namesOf } from '../../identity';
import type { PostRecord } from './post.model';

/** As they are shown to anybody of the course: what was taken away without its words, people by the names they have now. */
export async function presentPosts(ctx: Context, records: readonly PostRecord[]): Promise<Post[]> {
  const ids = records.flatMap(({ personId, text }) => [personId, ...mentionsIn(text)]);
  const names = await namesOf(ids, ctx.scope.districtId, ctx.platform);
  return records.map((record) => present(record, names));
}

export async function presentPost(ctx: Context, record: PostRecord): Promise<Post> {
  const [presented] = await presentPosts(ctx, [record]);
  if (presented === undefined) throw new Error('one in, one out');
  return presented;
}

function present(
  { _id, threadId, personId, staff, text, at, editedAt, pinned, removed }: PostRecord,
  names: Record<string, string>,
): Post {
  const shown = removed === null ? text : '';
  const named = mentionsIn(shown).flatMap((id) => (names[id] === undefined ? [] : [[id, names[id]]]));
  return {
    ...{ postId: _id, threadId, personId, name: names[personId] ?? '', staff, at, editedAt, pinned },
    ...{ text: shown, names: Object.fromEntries(named) as Record<string, string> },
    removed: removed === null ? null : { by: removed.by, reason: removed.reason },
  };
}
