import { Button } from '@mantine/core';
import type { Post, Thread } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './discussion.module.css';
import { useAnswers } from './discussion.queries';
import { PostView } from './post-view';
import type { TalkHere } from './talk-here';
import { SendingPosts, WritePost } from './write-post';

/** A post and what was answered: the newest answers, and all of them on demand. */
export function ThreadView({ thread, here }: { thread: Thread; here: TalkHere }) {
  const { t } = useTranslation();
  const [isAnswering, setAnswering] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const { postId, answers, newest, removed, name } = thread;
  const hidden = answers - newest.length;
  return (
    <li className={classes.thread}>
      <PostView post={thread} here={here} />
      <div className={classes.answers}>
        {showsAll ? (
          <AllAnswers thread={thread} here={here} />
        ) : (
          <>
            {hidden > 0 ? (
              <Button variant="subtle" className={classes.start} onClick={() => setShowsAll(true)}>
                {t('learning.discussion.showAll', { count: answers })}
              </Button>
            ) : null}
            <Answers posts={newest} here={here} />
          </>
        )}
        <SendingPosts place={here.place} threadId={postId} />
        {!here.mayWrite || removed !== null ? null : isAnswering ? (
          <WritePost place={here.place} threadId={postId} close={() => setAnswering(false)} />
        ) : (
          <Button
            variant="subtle"
            className={classes.start}
            aria-label={t('learning.discussion.answerTo', { name })}
            onClick={() => setAnswering(true)}
          >
            {t('learning.discussion.answer')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Answers({ posts, here }: { posts: readonly Post[]; here: TalkHere }) {
  if (posts.length === 0) return null;
  return (
    <ul>
      {posts.map((post) => (
        <li key={post.postId}>
          <PostView post={post} here={here} />
        </li>
      ))}
    </ul>
  );
}

function AllAnswers({ thread, here }: { thread: Thread; here: TalkHere }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const { data } = useAnswers(here.place, thread.postId, page);
  if (data === undefined) return <Answers posts={thread.newest} here={here} />;
  return (
    <>
      <Answers posts={data.rows} here={here} />
      {data.pages === 1 ? null : (
        <div className={classes.pages}>
          <Button variant="default" disabled={page === 1} onClick={() => setPage(page - 1)}>
            {t('list.previous')}
          </Button>
          <span className="num" aria-live="polite">
            {t('list.pageOf', { page: data.page, pages: data.pages })}
          </span>
          <Button variant="default" disabled={page >= data.pages} onClick={() => setPage(page + 1)}>
            {t('list.next')}
          </Button>
        </div>
      )}
    </>
  );
}
