import { Button } from '@mantine/core';
import type { CodeSetId, MarkChange } from '@quad/shared/attendance';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { timeAt } from '../../platform/dates';
import { useCodeLabel } from './code-words';
import classes from './conflict-list.module.css';
import type { ConflictGroup, TwoMarks } from './conflicts';

interface ConflictListProps {
  groups: readonly ConflictGroup[];
  register: { codeSet: CodeSetId; timeZone: string };
  name: (pupil: string) => string;
  /** of the colleague, or of oneself on another device */
  who: (personId: string | null) => string;
  /** sets these marks again; null where the register takes no marks now */
  insist: ((changes: MarkChange[]) => void) | null;
  dismiss: (group: ConflictGroup) => void;
}

/** Marks two people made without knowing of each other: whose stands, whose was set aside, and the way to change that. */
export function ConflictList({ groups, ...rest }: ConflictListProps) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('inLine.conflict.title')} className={classes.list}>
      {groups.map((group) => (
        <Group key={`${group.lost} ${String(group.by)}`} group={group} {...rest} />
      ))}
    </div>
  );
}

interface GroupProps extends Omit<ConflictListProps, 'groups'> {
  group: ConflictGroup;
}

function Group({ group, register, name, who: whoIs, insist, dismiss }: GroupProps) {
  const { t } = useTranslation();
  const say = useMarkSaid(register.codeSet);
  const { lost, marks } = group;
  const who = whoIs(group.by);
  const words = (mark: TwoMarks) => ({
    who,
    name: name(mark.pupil),
    stands: say(mark.stands),
    aside: say(mark.setAside),
    time: timeAt(mark.at, register.timeZone),
  });
  const [first] = marks;
  if (first === undefined) return null;
  const use = t(`inLine.conflict.use.${lost}`);
  return (
    <div className={classes.group}>
      <IconArrowsSplit2 size={18} aria-hidden="true" />
      <div className={classes.words}>
        <p>
          {marks.length === 1
            ? t(`inLine.conflict.one.${lost}`, words(first))
            : t(`inLine.conflict.many.${lost}`, { who, count: marks.length })}
        </p>
        {marks.length === 1 ? null : (
          <ul>
            {marks.map((mark) => (
              <li key={mark.pupil}>
                <span>{t(`inLine.conflict.row.${lost}`, words(mark))}</span>
                {insist === null ? null : (
                  <Button
                    variant="subtle"
                    aria-label={t('inLine.conflict.useFor', { use, name: name(mark.pupil) })}
                    onClick={() => insist([mark.setAside])}
                  >
                    {use}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        <div className={classes.buttons}>
          {insist === null ? null : (
            <Button variant="outline" onClick={() => insist(marks.map(({ setAside }) => setAside))}>
              {marks.length === 1 ? use : t(`inLine.conflict.useAll.${lost}`, { count: marks.length })}
            </Button>
          )}
          <Button variant="subtle" onClick={() => dismiss(group)}>
            {t('action.dismiss')}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** “Late, 12 min, “bus””: two marks of one code differ in the rest. */
function useMarkSaid(set: CodeSetId): (mark: Pick<MarkChange, 'code' | 'minutes' | 'note'>) => string {
  const { t } = useTranslation();
  const label = useCodeLabel(set);
  return ({ code, minutes, note }) =>
    [
      code === null ? t('inLine.noMark') : label(code),
      ...(minutes === undefined ? [] : [t('inLine.conflict.minutes', { count: minutes })]),
      ...(note === undefined || note === '' ? [] : [`“${note}”`]),
    ].join(', ');
}
