import type { Gradebook, GradeCell, GradeColumn, GradeRow } from '@quad/shared/learning';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatNumber, formatPercent } from '../../../platform/dates';
import { CellDialog } from './cell-dialog';
import classes from './grade-grid.module.css';

interface GradeGridProps {
  courseId: string;
  book: Gradebook;
  done: (text: string, undo?: () => void) => void;
}

interface Place {
  row: number;
  column: number;
}

const moves: Record<string, Place> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** Learners by lessons: arrows move, Enter or a figure changes a grade. On a phone a card a learner, by the same elements. */
export function GradeGrid({ courseId, book, done }: GradeGridProps) {
  const { t } = useTranslation();
  const { rows, columns, mayEdit } = book;
  const frame = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const [open, setOpen] = useState<{ personId: string; lessonId: string; typed: string } | null>(null);
  const focus = (place: Place): void => {
    setAt(place);
    frame.current?.querySelector<HTMLElement>(`[data-place='${place.row} ${place.column}']`)?.focus();
  };
  const press = (event: KeyboardEvent, place: Place, edit: (typed: string) => void): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    const isFigure = /^[\d.,]$/.test(event.key);
    if (move !== undefined) focus(within(place, move, rows.length, columns.length));
    else if (event.key === 'Home' || event.key === 'End')
      focus({ row: place.row, column: event.key === 'Home' ? 0 : columns.length - 1 });
    else if (isFigure) edit(event.key);
    else return;
    event.preventDefault();
  };
  const opened = open === null ? null : shownIn(book, open);
  return (
    <div ref={frame} className={classes.frame}>
      <table className={classes.grid}>
        <caption className="hidden-text">{t('learning.assignments.book.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('learning.assignments.book.learner')}</th>
            {columns.map((column) => (
              <ColumnHead key={column.lessonId} courseId={courseId} column={column} />
            ))}
            <th scope="col" className={classes.figure}>
              {t('learning.assignments.book.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <tr key={row.personId}>
              <th scope="row">{row.name}</th>
              {columns.map((column, m) => {
                const cell = row.cells.find(({ lessonId }) => lessonId === column.lessonId);
                const place = { row: n, column: m };
                const edit = (typed: string): void =>
                  setOpen({ personId: row.personId, lessonId: column.lessonId, typed });
                return (
                  <td key={column.lessonId} className={classes.figure}>
                    <button
                      type="button"
                      className={classes.cell}
                      data-place={`${n} ${m}`}
                      tabIndex={at.row === n && at.column === m ? 0 : -1}
                      onFocus={() => setAt(place)}
                      onKeyDown={(event) => press(event, place, edit)}
                      onClick={() => edit('')}
                    >
                      <span className={classes.label}>{column.title}</span>
                      <CellValue cell={cell} />
                    </button>
                  </td>
                );
              })}
              <td className={classes.figure}>
                <span className={classes.label}>{t('learning.assignments.book.total')}</span>
                <Total total={row.total} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {opened === null || open === null ? null : (
        <CellDialog
          key={`${open.personId} ${open.lessonId}`}
          {...{ courseId, ...opened, mayEdit, done }}
          typed={open.typed}
          timeZone={book.timeZone}
          close={() => setOpen(null)}
        />
      )}
    </div>
  );
}

function within({ row, column }: Place, move: Place, rows: number, columns: number): Place {
  return {
    row: Math.min(Math.max(row + move.row, 0), rows - 1),
    column: Math.min(Math.max(column + move.column, 0), columns - 1),
  };
}

function shownIn(
  { rows, columns }: Gradebook,
  { personId, lessonId }: { personId: string; lessonId: string },
): { row: GradeRow; column: GradeColumn; cell: GradeCell } | null {
  const row = rows.find((each) => each.personId === personId);
  const column = columns.find((each) => each.lessonId === lessonId);
  const cell = row?.cells.find((each) => each.lessonId === lessonId);
  return row && column && cell ? { row, column, cell } : null;
}

function ColumnHead({ courseId, column }: { courseId: string; column: GradeColumn }) {
  const { t } = useTranslation();
  const { kind, lessonId, title, of } = column;
  return (
    <th scope="col" className={classes.figure}>
      {kind === 'assignment' ? (
        <Link to={`/courses/${courseId}/lessons/${lessonId}/submissions`}>{title}</Link>
      ) : (
        title
      )}
      <span className={classes.of}>
        {t('learning.assignments.points.count', { count: of, points: formatNumber(of) })}
      </span>
    </th>
  );
}

function CellValue({ cell }: { cell: GradeCell | undefined }) {
  const { t } = useTranslation();
  if (cell?.excused === true)
    return <span className={classes.excused}>{t('learning.assignments.book.excused')}</span>;
  if (cell?.points == null)
    return (
      <span className={classes.none}>
        <span aria-hidden="true">–</span>
        <span className="hidden-text">{t('learning.assignments.book.noGrade')}</span>
      </span>
    );
  const byHand = cell.source === 'override';
  return (
    <span className={`${classes.value ?? ''} ${byHand ? (classes.hand ?? '') : ''}`}>
      {formatNumber(cell.points)}
      {byHand ? <span className="hidden-text">{t('learning.assignments.book.byHand')}</span> : null}
    </span>
  );
}

function Total({ total }: { total: number | null }) {
  const { t } = useTranslation();
  if (total === null) return <span className={classes.none}>{t('learning.assignments.book.noTotal')}</span>;
  return <span className={`${classes.total ?? ''} num`}>{formatPercent(total, 1)}</span>;
}
