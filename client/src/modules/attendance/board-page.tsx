import type { Board } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { wallClock } from '@quad/shared/platform';
import { useNow } from '../../platform/clock';
import { shortDay } from '../../platform/dates';
import { useLiveQuery } from '../../platform/live-query';
import { useMe } from '../../platform/session';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { ErrorNotice, Notice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { SkeletonRows } from '../../platform/ui/skeletons';
import { boardQuery } from './attendance.queries';
import { boardParams, boardTopics } from './board';
import { ListPages } from '../../platform/ui/list-controls';
import { BoardControls } from './board-controls';
import classes from './board-page.module.css';
import { BoardTrend } from './office/board-trend';
import { NeedsCall } from './office/needs-call';
import { BoardTable } from './board-table';
import { BoardTotals } from './board-totals';

export function BoardPage() {
  const { t } = useTranslation();
  const me = useMe();
  const [search] = useSearchParams();
  const params = boardParams(search);
  const board = useLiveQuery(boardQuery(params), { topics: boardTopics(me) });
  const wall = wallClock(useNow(), me.clock.timeZone);
  return (
    <div className={page.wide}>
      <PageHeader
        title={t('attendance.board.title')}
        above={`${me.districtName} · ${shortDay(board.data?.date ?? wall.date)}`}
        chip={<ConnectionChip asOf={board.data} failed={board.isError} />}
      />
      {board.data === undefined ? (
        board.isError ? (
          <ErrorNotice error={board.error} retry={() => void board.refetch()} />
        ) : (
          <SkeletonRows heights={[108, 44, 60, 60, 60, 60]} />
        )
      ) : (
        <Loaded board={board.data} stale={board.isPlaceholderData} searching={params.q !== undefined} />
      )}
    </div>
  );
}

function Loaded({ board, stale, searching }: { board: Board; stale: boolean; searching: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes.board} aria-busy={stale}>
      <BoardTotals board={board} />
      {searching || board.pages > 1 || board.schools.length > 1 ? <BoardControls /> : null}
      {board.schools.length === 0 ? (
        <div className={page.card}>
          <Notice title={t(searching ? 'attendance.board.noMatch' : 'attendance.board.empty')}>
            {t(searching ? 'attendance.board.noMatchHint' : 'attendance.board.emptyHint')}
          </Notice>
        </div>
      ) : (
        <BoardTable schools={board.schools} />
      )}
      <ListPages page={board.page} pages={board.pages} />
      <div className={classes.below}>
        <BoardTrend date={board.date} timeZone={board.timeZone} />
        <NeedsCall />
      </div>
    </div>
  );
}

/** District people follow the district; school people their schools. */
